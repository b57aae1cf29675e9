// Holding a run: steps over, into and out of what is inside, as far as a shape, breakpoints of every kind, slow motion.
import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { accessibilityProblems } from "../support/browser.mjs";
import { ROOT } from "../support/place.mjs";
import { Story } from "../support/story.mjs";

const BICYCLE = "tests/e2e/routines/bicycle.bpmn";

/** @param {Story} story @param {RegExp | string} words */
function status(story, words) {
  return story.page.locator(".run-status").getByText(words).first().waitFor();
}

/** @param {Story} story @param {RegExp | string} words */
function at(story, words) {
  return story.page.getByRole("list", { name: "Branches" }).getByRole("listitem").filter({ hasText: words }).first().waitFor();
}

/** @param {Story} story @param {string} name */
async function picture({ page }, name) {
  const folder = process.env["PICTURES"];
  if (!folder) return;
  await page.screenshot({ path: `${folder}/${name}.png` });
  await page.setViewportSize({ width: 1024, height: 700 });
  await page.screenshot({ path: `${folder}/${name}-1024.png` });
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** A routine is opened and its run is held at the start, with the keyboard. @param {Story} story @param {string} name */
async function beginPaused(story, name) {
  await story.open(name);
  await story.page.keyboard.press("Control+Shift+Enter");
  await status(story, /Paused/);
}

test("a step goes over, into and out of what is inside, by keys alone", async (t) => {
  const story = await Story.begin(t, { bring: [BICYCLE] });
  const { page } = story;
  await beginPaused(story, "Repair a bicycle");
  await page.keyboard.press("F10");
  await at(story, /Repair/);
  await page.keyboard.press("F11");
  await at(story, "Begin");
  await page.keyboard.press("F11");
  await at(story, "Find the fault");
  await page.keyboard.press("Shift+F11");
  await at(story, "Work out the price");
  await status(story, /Paused: after Repair/);
  await page.keyboard.press("Control+F10");
  await at(story, "Tell the owner");
});

test("a step over what has something inside goes on until that is done", async (t) => {
  const story = await Story.begin(t, { bring: [BICYCLE] });
  const { page } = story;
  await beginPaused(story, "Repair a bicycle");
  await page.keyboard.press("F10");
  await at(story, /Repair/);
  assert.ok(await page.getByRole("button", { name: "Step out", exact: true }).isDisabled(), "there is nothing to leave");
  await page.keyboard.press("F10");
  await at(story, "Work out the price");
  await status(story, /Paused/);
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`a run is held where somebody set a breakpoint and says why, ${colorScheme}`, async (t) => {
    const story = await Story.begin(t, { bring: [BICYCLE], page: { colorScheme, reducedMotion: "reduce", viewport: { width: 1440, height: 900 } } });
    const { page } = story;
    await beginPaused(story, "Repair a bicycle");
    await story.shape("Mend").click();
    await page.keyboard.press("F9");
    await page.locator('.break-sign[data-element="Mend"]').waitFor();
    await page.keyboard.press("Control+F9");
    const panel = page.getByRole("region", { name: "Breakpoints" });
    await panel.getByRole("checkbox", { name: "before Mend it" }).waitFor();
    await panel.getByRole("button", { name: "When to hold" }).click();
    await page.getByRole("option", { name: "When a variable changes" }).click();
    await panel.getByRole("textbox", { name: "Name of the variable" }).fill("price");
    await page.keyboard.press("Enter");
    await panel.getByRole("checkbox", { name: "when the variable price changes" }).waitFor();
    await panel.getByRole("button", { name: "When to hold" }).click();
    await page.getByRole("option", { name: "When an expression becomes true" }).click();
    await panel.getByRole("textbox", { name: /FEEL/ }).fill("work > 30");
    await page.keyboard.press("Enter");
    await panel.getByRole("checkbox", { name: "when work > 30 becomes true" }).waitFor();
    await page.keyboard.press("F5");
    await status(story, /Paused: before Mend it/);
    await page.locator('.wait-chip[data-held="true"]').filter({ hasText: "held before this" }).waitFor();
    await panel.getByText(/^Holds branch [A-Z]$/).waitFor();
    assert.deepEqual(await accessibilityProblems(page), [], "axe finds nothing on a run that is held");
    await picture(story, `held-${colorScheme}`);
    await page.keyboard.press("F5");
    await status(story, /Paused: when work > 30 becomes true/);
    await panel.getByRole("button", { name: "Remove the breakpoint when the variable price changes" }).click();
    await panel.getByRole("checkbox", { name: "when the variable price changes" }).waitFor({ state: "detached" });
    await page.keyboard.press("F5");
    await status(story, /Waiting/);
  });
}

test("a run goes as far as a shape, in slow motion where that is wished", async (t) => {
  const story = await Story.begin(t, { bring: [BICYCLE], page: { viewport: { width: 1440, height: 900 } } });
  const { page } = story;
  await beginPaused(story, "Repair a bicycle");
  await page.getByRole("button", { name: "Speed", exact: true }).click();
  await page.getByRole("menuitem", { name: /250 ms/ }).click();
  await page.getByRole("button", { name: "Speed: 250 ms between two steps" }).waitFor();
  await story.shape("Price").click({ button: "right" });
  await page.getByRole("menu", { name: "Work out the price" }).waitFor();
  await picture(story, "shape-menu");
  await page.getByRole("menuitem", { name: /Run to here/ }).click();
  await status(story, /Paused: before Work out the price/);
  await story.shape("Tell").click();
  await page.keyboard.press("F4");
  await status(story, /Paused: before Tell the owner/);
});

test("a run for a swarm is held on an error from its start on, and when an entry changes by a press beside the entry", async (t) => {
  const story = await Story.begin(t, { bring: ["routines/study-the-market.bpmn"], page: { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" } });
  const { page } = story;
  await story.go("Blackboard");
  await page.getByRole("button", { name: "New swarm" }).first().click();
  const made = page.getByRole("dialog");
  await made.getByRole("tab", { name: "From a file" }).click();
  await made.locator('input[type="file"]').setInputFiles(join(ROOT, "routines/launch-a-product.swarm.json"));
  await made.getByRole("button", { name: "Make swarm" }).click();
  await made.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await story.go("Library");
  await page.getByRole("button", { name: "More for Study the market" }).click();
  await page.getByRole("menuitem", { name: "Run with options…" }).click();
  const dialog = page.getByRole("dialog", { name: "Run Study the market" });
  await dialog.getByRole("button", { name: /For a swarm/ }).click();
  await page.getByRole("option", { name: "Launch a product" }).click();
  await dialog.getByText(/^Pause at the start/).click();
  await dialog.getByText(/^Hold on an error/).click();
  await dialog.getByRole("button", { name: "Run", exact: true }).click();
  await status(story, /Paused/);
  await story.go("Blackboard");
  await page.keyboard.press("Alt+1");
  await page.getByRole("grid", { name: "Keys" }).getByText("brief", { exact: true }).click();
  await page.getByRole("region", { name: "brief" }).getByRole("button", { name: "Hold “Study the market” when this changes" }).click();
  await picture(story, "break-on-change");
  await story.go("Run");
  await page.keyboard.press("Control+F9");
  const panel = page.getByRole("region", { name: "Breakpoints" });
  await panel.getByRole("checkbox", { name: "on an error" }).waitFor();
  await panel.getByRole("checkbox", { name: "when the entry brief changes" }).waitFor();
});

test("a branch that is out of sight is pointed to at the edge of the drawing, and a press leads there", async (t) => {
  const story = await Story.begin(t, { bring: [BICYCLE], page: { viewport: { width: 1024, height: 700 }, reducedMotion: "reduce" } });
  const { page } = story;
  await page.getByRole("button", { name: "Run Repair a bicycle" }).click();
  await status(story, /Waiting/);
  await story.shape("Repair").first().waitFor();
  for (let presses = 0; presses < 3; presses += 1) await page.getByRole("button", { name: "Zoom in" }).first().click();
  const sign = page.getByRole("button", { name: "Branch A at Tell the owner", exact: true });
  await sign.waitFor();
  if (process.env["PICTURES"]) await page.screenshot({ path: `${process.env["PICTURES"]}/out-of-sight.png` });
  assert.deepEqual(await accessibilityProblems(page), [], "axe finds nothing on what points out of sight");
  await sign.click();
  await sign.waitFor({ state: "detached" });
  if (process.env["PICTURES"]) await page.screenshot({ path: `${process.env["PICTURES"]}/out-of-sight-found.png` });
});
