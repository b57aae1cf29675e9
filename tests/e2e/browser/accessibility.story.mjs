// WCAG 2.2 AA on every screen, light and dark, as far as axe can tell.
import assert from "node:assert/strict";
import test from "node:test";
import { accessibilityProblems } from "../support/browser.mjs";
import { Story } from "../support/story.mjs";

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`every screen is accessible in the ${colorScheme} theme`, async (t) => {
    const story = await Story.begin(t, { page: { colorScheme, reducedMotion: "reduce" } });
    const { page } = story;
    /** @type {string[]} */
    const found = [];
    /** @param {string} screen */
    const check = async (screen) => {
      found.push(...(await accessibilityProblems(page)).map((problem) => `${screen}: ${problem}`));
    };

    await page.getByRole("row", { name: /purchase.bpmn/ }).waitFor();
    await check("Library");
    await page.getByRole("button", { name: "Run Purchase" }).click();
    await page.getByRole("list", { name: "Branches" }).getByRole("button", { name: "Answer" }).click();
    await page.getByRole("checkbox", { name: "Order it" }).waitFor();
    await check("Run");
    await story.go("History");
    await page.getByRole("row", { name: /Purchase/ }).waitFor();
    await check("History");
    await story.go("Settings");
    await check("Settings");
    await story.go("Library");
    await story.open("Purchase");
    await story.shape("SumUp").click();
    await check("Designer");
    assert.deepEqual(found, [], "axe finds nothing");
  });
}
