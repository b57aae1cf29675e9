// A run is handed out as a file with what may not go left out, taken in elsewhere as a record, and forked; copies are a tree.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { accessibilityProblems } from "../support/browser.mjs";
import { Story } from "../support/story.mjs";
import { until } from "../support/until.mjs";

/** @param {Story} story @param {string} name */
async function picture({ page }, name) {
  if (process.env["PICTURES"]) await page.screenshot({ path: `${process.env["PICTURES"]}/${name}.png` });
}

/** @param {Story} story */
const lines = (story) => story.page.getByRole("grid", { name: "Runs" }).getByRole("row");

/** A run of Purchase that waits. @param {import("node:test").TestContext} t @param {import("playwright-core").BrowserContextOptions} [page] */
async function waiting(t, page) {
  const story = await Story.begin(t, page ? { page } : {});
  await story.page.getByRole("button", { name: "Run Purchase" }).click();
  await story.page.locator(".run-status").getByText(/Waiting/).first().waitFor();
  return story;
}

/** The file that the history's menu makes of the first run. @param {Story} story */
async function exported(story) {
  const { page } = story;
  await story.go("History");
  await page.getByRole("button", { name: "More for the run of Purchase" }).first().click();
  await page.getByRole("menuitem", { name: "Export…" }).click();
  const dialog = page.getByRole("dialog", { name: "Export the run of Purchase" });
  await dialog.getByRole("textbox", { name: "More variables" }).fill("am*");
  await picture(story, "export");
  assert.deepEqual(await accessibilityProblems(page), []);
  const [download] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "Export", exact: true }).click()]);
  assert.match(download.suggestedFilename(), /\.run$/);
  return readFile(await download.path());
}

test("a run becomes a file and comes back as a record that can be forked", async (t) => {
  const story = await waiting(t);
  const { page } = story;
  const buffer = await exported(story);
  assert.match(buffer.toString(), /Approve/);

  await page.locator('input[type="file"][accept=".run"]').setInputFiles({ name: "theirs.run", mimeType: "application/json", buffer });
  await page.getByRole("main", { name: "Run" }).waitFor();
  await page.getByText("Record", { exact: true }).waitFor();
  await page.locator('.djs-element[data-element-id]').first().waitFor();
  for (const name of ["Continue", "Stop", "Step"]) {
    await until(`a record has no ${name}`, () => page.getByRole("button", { name, exact: false }).and(page.locator(".run-toolbar *")).first().isDisabled());
  }
  assert.equal(await page.getByRole("button", { name: /^(Answer|Complete)$/ }).count(), 0, "nothing can be answered in a record");
  await picture(story, "record");
  await story.go("History");
  await page.getByRole("combobox", { name: "Find runs" }).fill("is:imported");
  await until("the record is listed", async () => (await lines(story).count()) === 2);

  await story.go("Library");
  const dropped = await page.evaluateHandle((text) => {
    const files = new DataTransfer();
    files.items.add(new File([text], "dropped.run"));
    return files;
  }, buffer.toString());
  await page.dispatchEvent("main", "drop", { dataTransfer: dropped });
  await page.getByRole("main", { name: "Run" }).waitFor();
  await page.getByText("dropped.run was imported").waitFor();
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`copies of a run stand in a tree that the keyboard walks, ${colorScheme}`, async (t) => {
    const story = await waiting(t, { colorScheme, viewport: { width: 1440, height: 900 } });
    const { page } = story;
    await page.getByRole("tab", { name: "Copies" }).click();
    await page.getByText("No run is a copy of this one").waitFor();
    for (let copies = 0; copies < 2; copies += 1) {
      await page.getByRole("button", { name: /Restart/ }).first().click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button").last().click();
      await dialog.waitFor({ state: "detached" });
      await page.locator(".run-status").getByText(/Waiting|Paused/).first().waitFor();
      await page.getByRole("tab", { name: "Copies" }).click();
      await until("the copy is in the tree", async () => (await page.getByRole("treegrid").getByRole("row").count()) === copies + 2);
    }
    await picture(story, `copies-${colorScheme}`);
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.getByRole("row", { name: /this run/ }).click();
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await page.getByRole("row", { name: /First run, this run/ }).waitFor();
    await page.getByRole("row", { name: /From event/ }).first().click();
    await page.getByRole("button", { name: "Compare this run with the chosen one" }).click();
    await page.getByText(/^Same up to event \d+$/).waitFor();
    await page.getByRole("grid", { name: "Differences by element" }).waitFor();
  });
}
