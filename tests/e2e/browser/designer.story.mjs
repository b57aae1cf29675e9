// Designer: a routine is opened, changed and saved, and nothing is lost.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { openPage } from "../support/browser.mjs";
import { Story } from "../support/story.mjs";
import { until } from "../support/until.mjs";

/** Gives a task another name as a person does. @param {Story} story @param {string} name */
async function renameSumUp(story, name) {
  await story.shape("SumUp").dblclick();
  await story.page.locator(".djs-direct-editing-content").fill(name);
  await story.page.getByRole("application").click({ position: { x: 500, y: 60 } });
}

test("saving writes the change and keeps what the program does not know", async (t) => {
  const story = await Story.begin(t);
  const { page, place } = story;
  await story.open("Purchase");
  await renameSumUp(story, "Add it up");
  await until("the title says that something is unsaved", async () => (await page.title()).includes("●"));
  await page.keyboard.press("Control+s");
  await until("the title says that all is saved", async () => !(await page.title()).includes("●"));
  const text = await readFile(join(place.project, "purchase.bpmn"), "utf8");
  assert.match(text, /name="Add it up"/, "the new name is in the file");
  assert.match(text, /this program does not know me and keeps me/, "a foreign extension is still in the file");
});

test("a change that was not saved is there again after the program died", async (t) => {
  const story = await Story.begin(t);
  await story.open("Purchase");
  await renameSumUp(story, "Not saved yet");
  const { page: other } = await openPage(story.browser, story.server.address);
  await until("the draft is kept", async () => {
    await other.reload();
    await other.getByRole("row", { name: /purchase.bpmn/ }).waitFor();
    return other.getByText("Draft", { exact: true }).isVisible();
  });
  await story.restart();
  await story.open("Purchase");
  await story.page.getByText(/Unsaved changes .*restored/).waitFor();
  await until("the drawing shows the draft", async () => (await story.shape("SumUp").textContent())?.includes("Not saved"));
  const text = await readFile(join(story.place.project, "purchase.bpmn"), "utf8");
  assert.match(text, /name="Sum up"/, "the file is untouched");
});

test("undo takes the last change back", async (t) => {
  const story = await Story.begin(t);
  await story.open("Purchase");
  await story.shape("CheckStock").click();
  await story.page.keyboard.press("Delete");
  await until("the task is gone", async () => (await story.shape("CheckStock").count()) === 0);
  await story.page.keyboard.press("Control+z");
  await story.shape("CheckStock").waitFor();
});

test("the mark of the diagram library can be seen and clicked", async (t) => {
  const story = await Story.begin(t);
  await story.open("Purchase");
  const mark = story.page.getByRole("link", { name: "Powered by bpmn.io" });
  const isOnTop = await mark.evaluate((link) => {
    const { x, y, width, height } = link.getBoundingClientRect();
    return link.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  });
  assert.ok(isOnTop, "nothing lies over the mark");
});

test("a file that breaks off opens as text, with the place where it breaks", async (t) => {
  const story = await Story.begin(t, { bring: ["tests/e2e/routines/broken.bpmn"] });
  await story.page.getByRole("row", { name: /broken/ }).getByText(/broken/).first().click();
  await story.page.getByText("This file cannot be drawn").waitFor();
  await story.page.getByText(/It breaks in line \d+/).waitFor();
});
