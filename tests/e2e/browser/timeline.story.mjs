// Timeline: what a run did when; dragging it shows the run as it was, and another run begins there.
import assert from "node:assert/strict";
import test from "node:test";
import { accessibilityProblems } from "../support/browser.mjs";
import { Story } from "../support/story.mjs";

const TALK = "tests/e2e/routines/talk.bpmn";

/** @param {Story} story @param {RegExp | string} words */
function status(story, words) {
  return story.page.locator(".run-status").getByText(words).first().waitFor();
}

test("a run is looked at as it was, event by event, and forked there with another value", async (t) => {
  const story = await Story.begin(t);
  const { page } = story;
  await page.getByRole("button", { name: "Run Purchase" }).click();
  await status(story, /Waiting/);
  const timeline = page.getByRole("region", { name: "Timeline" });
  const cursor = timeline.getByRole("slider", { name: "Event" });
  await cursor.waitFor();
  await timeline.getByRole("button", { name: "Branch A" }).waitFor();
  const branches = page.getByRole("list", { name: "Branches" });
  await branches.getByRole("button", { name: "Answer" }).waitFor();

  await cursor.focus();
  await page.keyboard.press("Home");
  await page.getByText(/^You see .*event 1 of \d+$/).waitFor();
  assert.equal(await branches.getByRole("button", { name: "Answer" }).count(), 0, "nothing can be answered in the past");
  for (let press = 0; press < 12; press += 1) await page.keyboard.press("ArrowRight");
  await page.getByText(/^You see .*event 13 of \d+$/).waitFor();
  assert.deepEqual(await accessibilityProblems(page), [], "axe finds nothing on a run in the past");
  if (process.env["PICTURES"]) await page.screenshot({ path: `${process.env["PICTURES"]}/a-run-in-the-past.png` });
  await page.getByRole("button", { name: "Fork here" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Change a variable" }).click();
  await dialog.getByRole("textbox", { name: "Its value, as JSON" }).fill("{");
  await dialog.getByText("This is no JSON.").waitFor();
  assert.ok(await dialog.getByRole("button", { name: "Fork here" }).isDisabled(), "what is no value cannot be taken");
  await dialog.getByRole("textbox", { name: "Its value, as JSON" }).fill("77");
  await dialog.getByRole("button", { name: "Fork here" }).click();
  await page.locator(".tab-strip").getByText("Purchase (fork)").waitFor();
  await status(story, /Paused/);
  await page.getByRole("button", { name: "ContinueF5" }).click();
  await status(story, /Waiting/);
});

test("the timeline is a table, too, and a line of it is a moment", async (t) => {
  const story = await Story.begin(t);
  const { page } = story;
  await page.getByRole("button", { name: "Run Purchase" }).click();
  await status(story, /Waiting/);
  const timeline = page.getByRole("region", { name: "Timeline" });
  await timeline.getByRole("button", { name: "Show as a table" }).click();
  const table = timeline.getByRole("grid", { name: "Timeline" });
  await table.getByText("waits for you").waitFor();
  await table.getByText("Sum up").first().click();
  await page.getByText(/^You see /).waitFor();
  await page.getByRole("heading", { name: "Sum up" }).waitFor();
  assert.deepEqual(await accessibilityProblems(page), [], "axe finds nothing on the timeline as a table");
  if (process.env["PICTURES"]) await page.screenshot({ path: `${process.env["PICTURES"]}/the-timeline-as-a-table.png` });
  await page.getByRole("button", { name: "Back to live" }).click();
  await page.getByText(/^You see /).waitFor({ state: "detached" });
});

test("the journal follows the cursor, and its lines move it", async (t) => {
  const story = await Story.begin(t);
  const { page } = story;
  await page.getByRole("button", { name: "Run Purchase" }).click();
  await status(story, /Waiting/);
  const branches = page.getByRole("list", { name: "Branches" });
  await branches.getByRole("button", { name: "Answer" }).waitFor();
  const cursor = page.getByRole("slider", { name: "Event" });
  await cursor.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.getByText(/^You see .*event 2 of \d+$/).waitFor();
  await page.getByRole("tab", { name: "Journal" }).click();
  const lines = page.getByRole("listbox", { name: "Journal" });
  await lines.locator("#journal-2[aria-selected=true]").waitFor();
  assert.equal(await lines.locator("#journal-1").getAttribute("data-later"), "false", "what came before is told as ever");
  await lines.locator("#journal-3[data-later=true]").getByText("Later:").waitFor();

  await lines.focus();
  for (let press = 0; press < 9; press += 1) await page.keyboard.press("ArrowDown");
  await page.getByText(/^You see .*event 11 of \d+$/).waitFor();
  assert.equal(await branches.getByRole("button", { name: "Answer" }).count(), 0, "branches are those of the chosen line");
  assert.deepEqual(await accessibilityProblems(page), [], "axe finds nothing on a journal in the past");
  if (process.env["PICTURES"]) await page.screenshot({ path: `${process.env["PICTURES"]}/the-journal-in-the-past.png` });
  await page.keyboard.press("End");
  await page.getByText(/^You see /).waitFor({ state: "detached" });
  await branches.getByRole("button", { name: "Answer" }).waitFor();
  assert.equal(await lines.locator("[data-later=true]").count(), 0, "the last line is the present");
});

test("a conversation is shown as far as it had come, and each of its messages leads to its moment", async (t) => {
  const story = await Story.begin(t, { bring: [TALK] });
  const { page } = story;
  await page.getByRole("button", { name: "Run Agree on a refund" }).click();
  await status(story, /Waiting/);
  const branches = page.getByRole("list", { name: "Branches" }).getByRole("listitem");
  await branches.filter({ hasText: "Agree on the amount" }).getByRole("button", { name: "Answer", exact: true }).click();
  const thread = page.getByRole("log", { name: "Conversation: Agree on the amount" });
  const messages = thread.locator(".thread-said");
  await thread.getByText("20 euros").first().waitFor();
  await page.getByRole("textbox", { name: "Your answer" }).fill("Rather 25.");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Are these outputs right?" }).waitFor();
  await thread.getByText("Rather 25.").waitFor();
  const now = await messages.count();
  await messages.first().getByRole("button", { name: /^Show the run as it was at/ }).click();
  await page.getByText(/^You see /).waitFor();
  await thread.getByText("Rather 25.").waitFor({ state: "detached" });
  assert.ok((await messages.count()) < now, "later words are not there yet");
  await thread.locator("[aria-current=true]").waitFor();
  assert.deepEqual(await accessibilityProblems(page), [], "axe finds nothing on a conversation in the past");
  if (process.env["PICTURES"]) await page.screenshot({ path: `${process.env["PICTURES"]}/a-conversation-in-the-past.png` });
  await page.getByRole("button", { name: "Back to live" }).click();
  await thread.getByText("Rather 25.").waitFor();
});
