// How a step is done: set, explained, undone, for one step and for many, by pointer and by keyboard.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { accessibilityProblems } from "../support/browser.mjs";
import { Story } from "../support/story.mjs";
import { until } from "../support/until.mjs";

const OFFERS = "tests/e2e/routines/offers.bpmn";

/** The program with the routine open in the designer. @param {import("node:test").TestContext} t */
async function designing(t, page = {}) {
  const story = await Story.begin(t, { bring: [OFFERS], page });
  await story.open("Choose an offer");
  return story;
}

/** The letters on the chip of a shape. @param {Story} story @param {string} id */
const letters = (story, id) => story.page.locator(`.strategy-mark[data-element="${id}"]`).textContent();

/** One of the five. @param {Story} story @param {string} name */
const choice = (story, name) => story.page.getByRole("region", { name: "Inspector" }).getByRole("radio", { name, exact: true });

test("the strategy of a step is set, explained, saved and undone", async (t) => {
  const story = await designing(t);
  const { page, place } = story;
  const inspector = page.getByRole("region", { name: "Inspector" });
  await until("the drawing says how each step is done", async () => (await letters(story, "Research")) === "AR");
  await story.shape("Research").click();
  await inspector.getByText("the detector chose").waitFor();
  await choice(story, "Deterministic").click({ force: true });
  await until("the chip follows", async () => (await letters(story, "Research")) === "D");
  await inspector.getByText("set on the step").waitFor();
  await page.keyboard.press("Control+s");
  await until("all is saved", async () => !(await page.title()).includes("●"));
  const text = await readFile(join(place.project, "offers.bpmn"), "utf8");
  assert.match(text, /<routine:strategy mode="deterministic" \/>/, "the file says it");
  await story.shape("Research").click();
  await page.keyboard.press("Control+z");
  await until("the chip is as it was", async () => (await letters(story, "Research")) === "AR");
});

test("the explanation adds up", async (t) => {
  const story = await designing(t);
  await story.shape("Interview").click();
  await story.page.getByText(/^Why /).click();
  for (const name of ["Deterministic", "Reasoning", "Conversational"]) {
    const score = story.page.getByRole("region", { name: "Inspector" }).locator(`section[aria-label="${name}"]`);
    const total = Number((await score.locator(".score-value").textContent())?.replace("−", "-"));
    const parts = await score.locator("tbody td:last-child").allTextContents();
    const sum = parts.reduce((before, part) => before + Number(part.replace("−", "-").replace("+", "")), 0);
    assert.equal(sum, total, `what is listed under ${name} adds up to its score`);
  }
});

test("the strategy of many steps is one change, by keyboard alone", async (t) => {
  const story = await designing(t);
  const { page } = story;
  await story.shape("Research").click();
  await page.keyboard.press("Control+a");
  await page.getByText(/Strategy of 5 steps/).waitFor();
  await page.keyboard.press("y");
  await page.keyboard.press("c");
  await until("every step is a conversation", async () => (await letters(story, "Research")) === "C" && (await letters(story, "SumUp")) === "C");
  await page.keyboard.press("Control+z");
  await until("one undo takes all of it back", async () => (await letters(story, "SumUp")) === "AD" && (await letters(story, "Write")) === "R");
});

test("what a routine sets holds for its steps, but not against a nearer one", async (t) => {
  const story = await designing(t);
  const { page } = story;
  const inspector = page.getByRole("region", { name: "Inspector" });
  await inspector.getByText("Strategy of the routine").waitFor();
  await choice(story, "Conversational").click({ force: true });
  await inspector.getByText("May be overridden from outside").click();
  await until("the steps inherit it", async () => (await letters(story, "Research")) === "C");
  await story.shape("Write").click();
  await inspector.locator('.chain-link[data-result="overridden"]', { hasText: "routine" }).waitFor();
  await inspector.getByText("Overrides from outside are refused by this routine.").waitFor();
  assert.equal(await letters(story, "Write"), "R", "the step's own setting is nearer");
});

test("the strategy view tints the drawing, also while it runs, and has a legend", async (t) => {
  const story = await Story.begin(t);
  const { page } = story;
  await story.open("Purchase");
  await story.shape("SumUp").click();
  await page.keyboard.press("Control+Shift+G");
  await page.getByRole("list", { name: "Legend of the strategy view" }).waitFor();
  await until("steps are tinted", async () => (await page.locator(".djs-shape.strategy-deterministic").count()) > 0);
  await page.getByRole("toolbar").getByRole("button", { name: "Run", exact: true }).click();
  await until("the run is tinted too", async () => (await page.locator(".run-drawing .djs-shape.strategy-deterministic").count()) > 0);
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`the strategy control is accessible in the ${colorScheme} theme`, async (t) => {
    const story = await designing(t, { colorScheme, reducedMotion: "reduce" });
    await story.page.keyboard.press("Control+Shift+G");
    await story.shape("Interview").click();
    await story.page.getByText(/^Why /).click();
    await until("it is explained", () => story.page.locator(".score").first().isVisible());
    assert.deepEqual(await accessibilityProblems(story.page), [], "axe finds nothing");
  });
}
