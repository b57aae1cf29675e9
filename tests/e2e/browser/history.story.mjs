// History: which runs are listed is a query with mistakes that are told, kept as views, and what it finds can be deleted.
import assert from "node:assert/strict";
import test from "node:test";
import { accessibilityProblems } from "../support/browser.mjs";
import { PURCHASE, Story } from "../support/story.mjs";
import { until } from "../support/until.mjs";

const TALK = "tests/e2e/routines/talk.bpmn";

/** @param {Story} story @param {string} name */
async function picture({ page }, name) {
  if (process.env["PICTURES"]) await page.screenshot({ path: `${process.env["PICTURES"]}/${name}.png` });
}

/** @param {Story} story @param {string} name */
async function run(story, name) {
  await story.go("Library");
  await story.page.getByRole("button", { name: `Run ${name}` }).click();
  await story.page.locator(".run-status").getByText(/Waiting|Completed/).first().waitFor();
}

/** Ends the run on the screen. @param {Story} story */
async function stop({ page }) {
  await page.keyboard.press("Shift+F5");
  await page.getByRole("alertdialog").getByRole("button").last().click();
  await page.locator(".run-status").getByText("Cancelled").first().waitFor();
}

/** Two runs that wait and one that was cancelled. @param {import("node:test").TestContext} t @param {import("playwright-core").BrowserContextOptions} [page] */
async function withRuns(t, page) {
  const story = await Story.begin(t, { bring: [PURCHASE, TALK], ...(page ? { page } : {}) });
  for (const name of ["Purchase", "Agree on a refund", "Purchase"]) await run(story, name);
  await stop(story);
  await story.go("History");
  return story;
}

/** @param {Story} story */
const lines = (story) => story.page.getByRole("grid", { name: "Runs" }).getByRole("row");
/** Lines of the table without its head. @param {Story} story @param {number} wanted */
const counted = (story, wanted) => until(`${wanted} runs are listed`, async () => (await lines(story).count()) === wanted + 1);
/** @param {Story} story */
const box = (story) => story.page.getByRole("combobox", { name: "Find runs" });

test("runs are found by conditions that are offered, and a mistake is told with its place", async (t) => {
  const story = await withRuns(t);
  const { page } = story;
  await counted(story, 3);

  await box(story).focus();
  await page.keyboard.type("sta");
  await page.getByRole("option", { name: /status:/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await picture(story, "history-offers");
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: /^failed/ }).waitFor();
  await page.keyboard.type("ca");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await box(story).inputValue(), "status:cancelled ");
  await counted(story, 1);

  await page.keyboard.type("-refund cost<1");
  await page.keyboard.press("Enter");
  await counted(story, 1);
  await page.getByText("not “refund”").waitFor();
  await picture(story, "history-parts");
  await page.getByRole("button", { name: "Remove status:cancelled" }).click();
  await counted(story, 2);

  await box(story).fill("refund stats:open took>soon");
  await page.getByRole("heading", { name: "History" }).click();
  await page.getByText("Character 8: There is no condition “stats”").waitFor();
  await page.getByText("stats:open", { exact: true }).waitFor();
  await page.getByText("Character 24: “soon” is no span of time").waitFor();
  await counted(story, 2);
  await picture(story, "history-mistakes");
  assert.deepEqual(await accessibilityProblems(page), []);
  await page.getByRole("button", { name: "Write “status”" }).click();
  await page.getByRole("button", { name: "Remove took>soon" }).click();
  await counted(story, 1);
  await page.getByText("Agree on a refund").first().waitFor();
});

test("a search is kept as a view, follows what happens, and what it finds is deleted", async (t) => {
  const story = await withRuns(t);
  const { page } = story;
  await box(story).fill("routine:Purchase status:ended");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Save view…" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Past purchases");
  await page.keyboard.press("Enter");
  const view = page.getByRole("button", { name: "Past purchases", exact: true });
  await view.waitFor();
  await page.getByRole("button", { name: "Waits for you", exact: true }).click();
  await counted(story, 2);
  await view.click();
  await counted(story, 1);
  await picture(story, "history-views");

  await run(story, "Purchase");
  await stop(story);
  await story.go("History");
  await counted(story, 2);

  await page.getByRole("button", { name: "Delete ended…" }).click();
  await page.getByText("Delete 2 runs?").waitFor();
  await picture(story, "history-delete");
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByText("No run fits").waitFor();
  await page.getByRole("button", { name: "All", exact: true }).click();
  await counted(story, 2);

  await story.restart();
  await story.go("History");
  await story.page.getByRole("button", { name: "Past purchases", exact: true }).waitFor();
  await story.page.getByRole("button", { name: "Forget the view Past purchases" }).click();
  await story.page.getByRole("button", { name: "Past purchases", exact: true }).waitFor({ state: "detached" });
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`the history is accessible in the ${colorScheme} theme`, async (t) => {
    const story = await withRuns(t, { colorScheme, viewport: { width: 1024, height: 700 } });
    const { page } = story;
    await counted(story, 3);
    assert.deepEqual(await accessibilityProblems(page), []);
    await box(story).fill("status:cancelled -refund ");
    await box(story).click();
    await page.getByRole("listbox").waitFor();
    await counted(story, 1);
    await picture(story, `history-${colorScheme}`);
    assert.deepEqual(await accessibilityProblems(page), []);
  });
}
