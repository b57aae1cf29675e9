// Changing a run while it goes on: changes are collected, what they lead to is said beforehand, and they are applied together or not at all.
import assert from "node:assert/strict";
import test from "node:test";
import { accessibilityProblems } from "../support/browser.mjs";
import { Story } from "../support/story.mjs";

const BICYCLE = "tests/e2e/routines/bicycle.bpmn";
const WIDE = { reducedMotion: /** @type {const} */ ("reduce"), viewport: { width: 1440, height: 900 } };

/** @param {Story} story @param {RegExp | string} words */
function status(story, words) {
  return story.page.locator(".run-status").getByText(words).first().waitFor();
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

/** The bicycle's run, held before it is mended. @param {Story} story */
async function beforeMending(story) {
  await story.open("Repair a bicycle");
  await story.page.keyboard.press("Control+Shift+Enter");
  await status(story, /Paused/);
  await story.shape("Mend").click();
  await story.page.keyboard.press("F4");
  await status(story, /Paused: before Mend it/);
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`a variable is changed and a step skipped, together, after it is said what that leads to, ${colorScheme}`, async (t) => {
    const story = await Story.begin(t, { bring: [BICYCLE], page: { ...WIDE, colorScheme } });
    const { page } = story;
    await beforeMending(story);
    await page.getByRole("tab", { name: "Variables" }).click();
    await page.getByRole("button", { name: "Change fault" }).click();
    const panel = page.getByRole("region", { name: "Changes", exact: true });
    const value = panel.getByRole("textbox", { name: "Its value, as JSON" });
    assert.equal(await value.inputValue(), '"chain"', "the form begins with the value that is there");
    await value.fill('"brake"');
    await page.keyboard.press("Enter");
    await panel.getByText('Set fault to "brake"').waitFor();
    await story.shape("Mend").click({ button: "right" });
    await page.getByRole("menuitem", { name: "Skip this step" }).click();
    await panel.getByText(/Skip what branch [A-Z] is at, Mend it/).waitFor();
    const ahead = panel.getByRole("region", { name: "What would happen" });
    await ahead.getByText("fault is set").waitFor();
    await ahead.getByText("Mend it is passed over").waitFor();
    await ahead.getByText(/comes to Runs again/).waitFor();
    assert.deepEqual(await accessibilityProblems(page), [], "axe finds nothing on changes that are collected");
    await picture(story, `changes-${colorScheme}`);
    await panel.getByRole("button", { name: "Apply" }).click();
    await page.getByText("2 changes were applied").waitFor();
    await page.getByRole("tab", { name: "Journal" }).click();
    await page.getByText('Somebody set fault to "brake"').waitFor();
    await page.getByText(/Somebody skipped what branch [A-Z] was at/).waitFor();
    await page.keyboard.press("F5");
    await status(story, /Waiting/);
  });
}

test("what was looked at too long ago is refused in words, and nothing is changed", async (t) => {
  const story = await Story.begin(t, { bring: [BICYCLE], page: WIDE });
  const { page } = story;
  await beforeMending(story);
  await page.keyboard.press("F8");
  const panel = page.getByRole("region", { name: "Changes", exact: true });
  await panel.getByRole("button", { name: /Change$/ }).click();
  await page.getByRole("option", { name: "Do a step again" }).click();
  await panel.getByRole("button", { name: "Add", exact: true }).click();
  const ahead = panel.getByRole("region", { name: "What would happen" });
  await ahead.getByText(/would be refused/).waitFor();
  assert.ok(await panel.getByRole("button", { name: "Apply" }).isDisabled(), "what would be refused cannot be applied");
  await panel.getByRole("button", { name: /^Leave out/ }).click();
  await panel.getByRole("button", { name: /Change$/ }).click();
  await page.getByRole("option", { name: "Set a variable" }).click();
  await panel.getByRole("textbox", { name: "Its value, as JSON" }).fill("7");
  await page.keyboard.press("Enter");
  await ahead.getByText("fault is set").waitFor();
  await page.getByRole("button", { name: "StepF10" }).click();
  await ahead.getByText(/events have happened since/).waitFor();
  await panel.getByRole("button", { name: "Apply" }).click();
  await ahead.getByText(/^Nothing was changed: /).waitFor();
  await picture(story, "changes-refused");
  await panel.getByRole("button", { name: "Apply" }).click();
  await page.getByText("1 change was applied").waitFor();
});

test("a branch is moved, another one is added and then ended, from the menu of a shape", async (t) => {
  const story = await Story.begin(t, { bring: [BICYCLE], page: WIDE });
  const { page } = story;
  await story.open("Repair a bicycle");
  await page.keyboard.press("Control+Shift+Enter");
  await status(story, /Paused/);
  await story.shape("Price").click();
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menu", { name: "Work out the price" }).waitFor();
  await page.getByRole("menuitem", { name: "Move branch A here" }).focus();
  await page.keyboard.press("Enter");
  const panel = page.getByRole("region", { name: "Changes", exact: true });
  await panel.getByText("Move branch A from Brought in to Work out the price").waitFor();
  const ahead = panel.getByRole("region", { name: "What would happen" });
  await ahead.getByText("Branch A comes to Work out the price").waitFor();
  await story.shape("Tell").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Add a branch here" }).click();
  await ahead.getByText(/Branch B begins at Tell the owner/).waitFor();
  await panel.getByRole("button", { name: "Apply" }).click();
  const branches = page.getByRole("list", { name: "Branches" }).getByRole("listitem");
  await branches.filter({ hasText: "Tell the owner" }).waitFor();
  await branches.filter({ hasText: "Work out the price" }).waitFor();

  await story.shape("Tell").click();
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "End branch B" }).focus();
  await page.keyboard.press("Enter");
  await panel.getByText("End branch B at Tell the owner").waitFor();
  await ahead.getByText("Branch B is ended at Tell the owner").waitFor();
  await picture(story, "changes-end");
  await panel.getByRole("button", { name: "Apply" }).click();
  await branches.filter({ hasText: "Tell the owner" }).waitFor({ state: "detached" });
  assert.equal(await branches.filter({ hasText: "Work out the price" }).count(), 1, "the other branch goes on");
});
