// Timeline: what a run did when; dragging it shows the run as it was, and another run begins there.
import assert from "node:assert/strict";
import test from "node:test";
import { accessibilityProblems } from "../support/browser.mjs";
import { Story } from "../support/story.mjs";

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
