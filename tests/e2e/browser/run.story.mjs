// Run: a routine is started, stepped, paused, decided, answered, and found again after the program died.
import assert from "node:assert/strict";
import test from "node:test";
import { accessibilityProblems } from "../support/browser.mjs";
import { Story } from "../support/story.mjs";

const LETTERS = "tests/e2e/routines/letters.bpmn";

/** @param {Story} story @param {RegExp | string} words */
function status(story, words) {
  return story.page.locator(".run-status").getByText(words).first().waitFor();
}

/** Fills in the form of the waiting user task and completes it. @param {Story} story */
async function approve(story) {
  const { page } = story;
  await page.getByRole("list", { name: "Branches" }).getByRole("button", { name: "Answer" }).click();
  await page.getByRole("checkbox", { name: "Order it" }).check();
  await page.getByRole("textbox", { name: "Remark" }).fill("needed on Monday");
  await page.getByRole("button", { name: /^Complete/ }).click();
}

test("a run moves on its own until a person is asked, and ends when the form is answered", async (t) => {
  const story = await Story.begin(t);
  await story.page.getByRole("button", { name: "Run Purchase" }).click();
  await story.page.getByRole("main", { name: "Run" }).waitFor();
  await status(story, /Waiting/);
  await approve(story);
  await status(story, /Completed/);
  await story.page.getByRole("tab", { name: "Variables" }).click();
  await story.page.getByText("needed on Monday").first().waitFor();
});

test("a run that is paused at the start moves one step at a time", async (t) => {
  const story = await Story.begin(t);
  const { page } = story;
  await story.open("Purchase");
  await page.keyboard.press("Control+Shift+Enter");
  await status(story, /Paused/);
  const branches = page.getByRole("list", { name: "Branches" }).getByRole("listitem");
  await branches.filter({ hasText: "Asked for" }).waitFor();
  await page.getByRole("button", { name: "StepF10" }).click();
  await branches.filter({ hasText: "Sum up" }).waitFor();
  await page.getByRole("button", { name: "ContinueF5" }).click();
  await status(story, /Waiting/);
  await story.shape("Approve").waitFor();
  assert.equal(await branches.count(), 2, "one branch waits for a person, the other at the join");
  const arrived = branches.filter({ hasText: /waits for branch [A-Z], 1 of 2 arrived/ });
  await arrived.waitFor();
  await page.locator(".wait-chip").filter({ hasText: /waits for branch [A-Z], 1 of 2 arrived/ }).waitFor();
});

test("a fork that asks is decided by choosing a flow", async (t) => {
  const story = await Story.begin(t);
  const { page } = story;
  await page.getByRole("button", { name: "More for Purchase" }).click();
  await page.getByRole("menuitem", { name: "Run with options…" }).click();
  await page.getByText("Ask me", { exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Run", exact: true }).click();
  await status(story, /Waiting/);
  await approve(story);
  await page.getByRole("list", { name: "Branches" }).getByRole("button", { name: "Decide" }).click();
  await page.getByText("Choose the way: How to pay?").waitFor();
  await page.getByRole("listitem").getByRole("button", { name: /by invoice/ }).click();
  await status(story, /Completed/);
  await page.getByRole("tab", { name: "Variables" }).click();
  await page.getByText("invoice", { exact: true }).first().waitFor();
});

test("a run that waits when the program dies is found in the history and goes on", async (t) => {
  const story = await Story.begin(t);
  await story.page.getByRole("button", { name: "Run Purchase" }).click();
  await status(story, /Waiting/);
  await story.restart();
  await story.go("History");
  await story.page.getByRole("row", { name: /Purchase/ }).getByText("Purchase").first().click();
  await status(story, /Waiting/);
  await approve(story);
  await status(story, /Completed/);
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`two executions of a step are compared, ${colorScheme}`, async (t) => {
    const story = await Story.begin(t, { bring: [LETTERS], page: { colorScheme, reducedMotion: "reduce" } });
    const { page } = story;
    await page.getByRole("button", { name: "Run Sort letters" }).click();
    await status(story, /Completed/);
    await story.shape("Date").click();
    const inspector = page.getByRole("region", { name: "Inspector" });
    await inspector.getByRole("button", { name: /Turn 60 of 60 · Completed/ }).click();
    await page.getByRole("option", { name: /^Turn 7 of 60/ }).click();
    await inspector.getByRole("tab", { name: "In", exact: true }).click();
    await inspector.getByText("number", { exact: true }).waitFor();
    await inspector.locator(".values").getByText("7", { exact: true }).first().waitFor();
    if (process.env["PICTURES"]) await page.screenshot({ path: `${process.env["PICTURES"]}/turn-${colorScheme}.png` });
    await inspector.getByRole("tab", { name: "Compare" }).click();
    const went = inspector.getByRole("region", { name: "What went in" });
    await went.getByText(/removed:\s+number: \d+/).waitFor();
    await went.getByText(/added:\s+number: \d+/).waitFor();
    await inspector.getByText("The same came out.").waitFor();
    assert.deepEqual(await accessibilityProblems(page), [], "axe finds nothing on a comparison");
    if (process.env["PICTURES"]) await page.screenshot({ path: `${process.env["PICTURES"]}/two-executions-${colorScheme}.png` });
    const before = await went.textContent();
    await inspector.getByRole("button", { name: /Compare with/ }).click();
    await page.getByRole("option", { name: /^2 of/ }).click();
    await went.filter({ hasNotText: before ?? "" }).waitFor();
  });
}
