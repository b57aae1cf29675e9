// Beginning a run anew: from where, with which routine, with which data; and going on with a routine that was changed meanwhile.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
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

/** The bicycle's run as it waits for the owner to be told. @param {import("node:test").TestContext} t @param {"light" | "dark"} [colorScheme] */
async function waiting(t, colorScheme = "light") {
  const story = await Story.begin(t, { bring: [BICYCLE], page: { ...WIDE, colorScheme } });
  await story.page.getByRole("button", { name: "Run Repair a bicycle" }).click();
  await status(story, /Waiting/);
  return story;
}

/** Has somebody else change what mending costs. @param {Story} story @param {(text: string) => string} change */
async function changeFile(story, change) {
  const path = join(story.place.project, "bicycle.bpmn");
  await writeFile(path, change(await readFile(path, "utf8")));
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`a run begins anew from a step with other data, and it is said what that takes from the record, ${colorScheme}`, async (t) => {
    const story = await waiting(t, colorScheme);
    const { page } = story;
    await story.shape("Mend").click({ button: "right" });
    await page.getByRole("menuitem", { name: "Restart from here…" }).click();
    const dialog = page.getByRole("dialog", { name: "Restart Repair a bicycle" });
    const plan = dialog.getByRole("status");
    await plan.getByText(/1 step comes from the record, free/).waitFor();
    await plan.getByText(/are done again/).waitFor();
    await dialog.getByText("Edited", { exact: true }).click();
    await dialog.getByRole("button", { name: "Change a variable" }).click();
    await dialog.getByRole("textbox", { name: "Its value, as JSON" }).fill('"brake"');
    assert.deepEqual(await accessibilityProblems(page), [], "axe finds nothing on the question how to begin anew");
    await picture(story, `restart-${colorScheme}`);
    await dialog.getByRole("button", { name: "Restart", exact: true }).click();
    await page.locator(".tab-strip").getByText("Repair a bicycle (restart)").waitFor();
    await status(story, /Waiting/);
    await page.getByRole("tab", { name: "Variables" }).click();
    await page.getByText("brake", { exact: true }).first().waitFor();
    await page.getByRole("treegrid").or(page.locator(".values")).getByText("30", { exact: true }).first().waitFor();
  });
}

test("with a routine that was changed a run begins anew at the start", async (t) => {
  const story = await waiting(t);
  const { page } = story;
  await changeFile(story, (text) => text.replace("work * 2", "work * 3"));
  await page.getByRole("button", { name: "The file has changed: go on with it…" }).waitFor();
  await page.keyboard.press("Control+Shift+F5");
  const dialog = page.getByRole("dialog", { name: "Restart Repair a bicycle" });
  await dialog.getByText("As its file is now", { exact: true }).click();
  await dialog.getByText("Nothing of the record is used: the routine is another one.").waitFor();
  await dialog.getByRole("button", { name: "Restart", exact: true }).click();
  await page.locator(".tab-strip").getByText("Repair a bicycle (restart)").waitFor();
  await status(story, /Waiting/);
  await page.getByRole("tab", { name: "Variables" }).click();
  await page.locator(".values").getByText("120", { exact: true }).first().waitFor();
});

test("a run goes on with a routine that was changed, and is drawn as it is now", async (t) => {
  const story = await waiting(t);
  const { page } = story;
  await changeFile(story, (text) => text.replace('name="Fetched"', 'name="Taken home"'));
  await page.getByRole("button", { name: "The file has changed: go on with it…" }).click();
  const dialog = page.getByRole("dialog", { name: "Go on with the changed routine" });
  await dialog.getByText(/^The run can go on/).waitFor();
  await picture(story, "migrate");
  await dialog.getByRole("button", { name: "Go on with it" }).click();
  await page.getByText("The run goes on with the changed routine").waitFor();
  await page.locator(".djs-element").getByText(/Taken/).first().waitFor();
  await page.getByRole("button", { name: "The file has changed: go on with it…" }).waitFor({ state: "detached" });
  await picture(story, "migrated");
});

test("what stands in the way of going on with a changed routine is named, and nothing is changed", async (t) => {
  const story = await waiting(t);
  const { page } = story;
  await changeFile(story, (text) => text.replaceAll('"Tell"', '"Call"').replaceAll("Tell_di", "Call_di"));
  await page.getByRole("button", { name: "The file has changed: go on with it…" }).click();
  const dialog = page.getByRole("dialog", { name: "Go on with the changed routine" });
  await dialog.getByText(/^The run cannot go on with it yet/).waitFor();
  await dialog.getByRole("list", { name: "What stands in the way" }).getByText("Tell the owner").waitFor();
  assert.deepEqual(await accessibilityProblems(page), [], "axe finds nothing on what stands in the way");
  await picture(story, "migrate-obstacles");
  assert.ok(await dialog.getByRole("button", { name: "Go on with it" }).isDisabled());
});
