// How steps went over all runs, and what that proposes: marked in the library, told in the designer, accepted or dismissed.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { accessibilityProblems } from "../support/browser.mjs";
import { end, start } from "../support/child.mjs";
import { built } from "../support/place.mjs";
import { Story } from "../support/story.mjs";
import { until } from "../support/until.mjs";

const LETTERS = "tests/e2e/routines/letters.bpmn";

/** The program after one run in which each of two steps was done sixty times by the Demo model. @param {import("node:test").TestContext} t */
async function afterSixty(t, page = {}) {
  const story = await Story.begin(t, { bring: [LETTERS], page });
  const file = join(story.place.project, "letters.bpmn");
  const run = start(built("ROUTINE", "routine"), ["run", file], { stdio: "ignore", env: { ...process.env, ...story.place.variables } });
  const status = await new Promise((resolve) => run.once("exit", resolve));
  await end(run);
  assert.equal(status, 0, "the run has ended well");
  await story.page.reload();
  return { story, file, proposal: story.page.getByRole("group", { name: "Proposed change of strategy" }) };
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const width of [1024, 1440]) {
    test(`figures and a proposal are accessible and whole at ${width} pixels, ${colorScheme}`, async (t) => {
      const { story, proposal } = await afterSixty(t, { colorScheme, reducedMotion: "reduce", viewport: { width, height: 800 } });
      const { page } = story;
      await page.getByText("1 proposal").waitFor();
      assert.deepEqual(await accessibilityProblems(page), [], "the mark of the library");
      await story.open("Sort letters");
      await story.shape("Sort").click();
      await proposal.getByText("60 of 60 runs succeeded").waitFor();
      assert.deepEqual(await accessibilityProblems(page), [], "the panel of the designer");
      const figures = page.locator(".figures-table");
      await figures.getByText("60 scripted").waitFor();
      assert.ok(await figures.evaluate((table) => table.scrollWidth <= table.clientWidth), "the table fits the panel");
    });
  }
}

test("a proposal is accepted: the file says it, and the mark is gone", async (t) => {
  const { story, file, proposal } = await afterSixty(t);
  const { page } = story;
  const before = await readFile(file, "utf8");
  await story.open("Sort letters");
  await story.shape("Date").click();
  await page.locator(".figures-table").waitFor();
  assert.equal(await proposal.count(), 0, "nothing is proposed for a step that is not simple enough");
  await story.shape("Sort").click();
  await proposal.getByRole("button", { name: "Change to Deterministic" }).click();
  await until("the file is another version", async () => (await readFile(file, "utf8")) !== before);
  assert.equal(await readFile(file, "utf8"), before.replace('mode="reasoning"', 'mode="deterministic"'), "only the first step's setting differs");
  await until("the chip follows", async () => (await page.locator('.strategy-mark[data-element="Sort"]').textContent()) === "D");
  await proposal.waitFor({ state: "detached" });
  await story.go("Library");
  await page.getByRole("row", { name: /letters.bpmn/ }).waitFor();
  await page.getByText("1 proposal").waitFor({ state: "detached" });
});

test("a proposal that was dismissed does not come back at once", async (t) => {
  const { story, file, proposal } = await afterSixty(t);
  const { page } = story;
  const before = await readFile(file, "utf8");
  await story.open("Sort letters");
  await story.shape("Sort").click();
  await proposal.getByRole("button", { name: "Dismiss" }).click();
  await proposal.waitFor({ state: "detached" });
  await page.reload();
  await story.go("Library");
  await story.open("Sort letters");
  await story.shape("Sort").click();
  await page.locator(".figures-table").waitFor();
  assert.equal(await proposal.count(), 0, "it is dismissed");
  assert.equal(await readFile(file, "utf8"), before, "the file is as it was");
});
