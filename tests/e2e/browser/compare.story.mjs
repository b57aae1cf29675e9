// Two runs on one drawing: what only one of them took, what both did otherwise, and by how much, element by element.
import assert from "node:assert/strict";
import test from "node:test";
import { accessibilityProblems } from "../support/browser.mjs";
import { Story } from "../support/story.mjs";
import { until } from "../support/until.mjs";

/** @param {Story} story @param {string} name */
async function picture({ page }, name) {
  if (process.env["PICTURES"]) await page.screenshot({ path: `${process.env["PICTURES"]}/${name}.png` });
}

/** Purchase, approved and paid in one way. @param {Story} story @param {RegExp} way */
async function purchase(story, way) {
  const { page } = story;
  await story.go("Library");
  await page.getByRole("button", { name: "More for Purchase" }).click();
  await page.getByRole("menuitem", { name: "Run with options…" }).click();
  await page.getByText("Ask me", { exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("checkbox", { name: "Order it" }).check();
  await page.getByRole("button", { name: "Complete", exact: true }).click();
  await page.getByRole("list", { name: "Branches" }).getByRole("button", { name: "Decide" }).click();
  await page.getByRole("listitem").getByRole("button", { name: way }).click();
  await page.locator(".run-status").getByText("Completed").first().waitFor();
}

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`two runs are picked in the history and compared on one canvas, ${colorScheme}`, async (t) => {
    const story = await Story.begin(t, { page: { colorScheme, viewport: { width: colorScheme === "dark" ? 1024 : 1440, height: 800 } } });
    const { page } = story;
    await purchase(story, /in cash/);
    await purchase(story, /by invoice/);
    await story.go("History");
    const picks = page.getByRole("button", { name: "Compare the run of Purchase" });
    await picks.last().click();
    await page.getByText("One run is picked").waitFor();
    await picks.first().click();

    await page.locator(".djs-shape.compared-left").first().waitFor();
    const table = page.getByRole("grid", { name: "Differences by element" });
    await table.getByRole("row", { name: /Pay in cash.*Only in A/ }).waitFor();
    await table.getByRole("row", { name: /Send an invoice.*Only in B/ }).waitFor();
    await table.getByRole("row", { name: /Sum up.*Same in both/ }).waitFor();
    assert.equal(await page.locator(".djs-shape.compared-left").count(), 2, "the task and the end that only A has reached");
    assert.equal(await page.locator(".djs-shape.compared-right").count(), 2);
    assert.ok((await page.locator(".djs-connection.compared-left").count()) >= 2);
    assert.equal(await page.locator(".compared-sign-left").first().textContent(), "A", "not by colour alone");
    await picture(story, `compare-${colorScheme}`);
    assert.deepEqual(await accessibilityProblems(page), []);

    await table.getByRole("row", { name: /Send an invoice/ }).click();
    await page.locator('.djs-shape.selected').waitFor();
    await page.getByText("Differences only", { exact: true }).click();
    await until("what is alike is gone", async () => (await table.getByRole("row", { name: /Same in both/ }).count()) === 0);
    await page.getByRole("button", { name: "Swap A and B" }).click();
    await table.getByRole("row", { name: /Pay in cash.*Only in B/ }).waitFor();
    await page.getByRole("button", { name: "End the comparison" }).click();
    await page.getByRole("heading", { name: "History" }).waitFor();
  });
}
