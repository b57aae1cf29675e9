// Blackboard: a swarm is made from its file, works through its goal by itself, and a person writes where others write.
import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { accessibilityProblems, openPage } from "../support/browser.mjs";
import { ROOT } from "../support/place.mjs";
import { Story } from "../support/story.mjs";

const ROUTINES = ["sign-off-the-text", "study-the-market", "split-the-budget", "write-the-announcement", "agree-on-the-channel", "put-the-launch-together"];

/** A new swarm of the shipped file, on the screen. @param {import("node:test").TestContext} t @param {import("playwright-core").BrowserContextOptions} [page] */
async function withSwarm(t, page) {
  const story = await Story.begin(t, { bring: ROUTINES.map((name) => `routines/${name}.bpmn`), ...(page ? { page } : {}) });
  await story.go("Blackboard");
  await story.page.getByRole("button", { name: "New swarm" }).first().click();
  const dialog = story.page.getByRole("dialog");
  await dialog.getByRole("tab", { name: "From a file" }).click();
  await dialog.locator('input[type="file"]').setInputFiles(join(ROOT, "routines/launch-a-product.swarm.json"));
  await dialog.getByRole("button", { name: "Make swarm" }).click();
  await dialog.waitFor({ state: "detached" });
  return story;
}

/** @param {Story} story @param {string} name */
const tab = (story, name) => story.page.getByRole("tablist", { name: "Parts of the blackboard" }).getByRole("tab", { name }).click();

/** @param {Story} story @param {string} name */
async function picture({ page }, name) {
  if (process.env["PICTURES"]) await page.screenshot({ path: `${process.env["PICTURES"]}/${name}.png` });
}

test("a swarm works through its goal until people have to go on", async (t) => {
  const story = await withSwarm(t);
  const { page } = story;
  await page.getByText("Find out who is to hear of the lamp").first().waitFor();
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await tab(story, "Keys");
  const keys = page.getByRole("grid", { name: "Keys" });
  await keys.getByText("market", { exact: false }).first().waitFor();
  await picture(story, "board-keys");
  for (const name of ["Goals", "Resources", "Team", "Credits", "Ledger"]) {
    await tab(story, name);
    await page.getByRole("tabpanel", { name }).waitFor();
    await picture(story, `board-${name}`);
  }
});

test("the sample swarm begins from its card, with its routines, in a folder that was empty", async (t) => {
  const story = await Story.begin(t, { bring: [] });
  const { page } = story;
  await page.getByRole("button", { name: "Let a team launch it" }).waitFor();
  await picture(story, "sample-swarm-card");
  await page.getByRole("button", { name: "Start this swarm: Launch a product" }).click();
  await page.getByRole("main", { name: "Blackboard" }).waitFor();
  await page.getByText("Find out who is to hear of the lamp").first().waitFor();
  await tab(story, "Keys");
  await page.getByRole("grid", { name: "Keys" }).getByText("market", { exact: false }).first().waitFor();
  await picture(story, "sample-swarm-works");
  await story.go("Library");
  await page.getByText("Study the market", { exact: true }).first().waitFor();
  const meter = page.getByRole("group", { name: "Credits of Launch a product" });
  await meter.waitFor();
  await picture(story, "credits-meter");
  await meter.getByRole("button").click();
  await page.getByRole("tabpanel", { name: "Credits" }).waitFor();
});

test("a run is started for a swarm and one of its subtasks, and says so", async (t) => {
  const story = await withSwarm(t);
  const { page } = story;
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.getByText("Agree with Ann how people hear of the lamp").first().waitFor();
  await story.go("Library");
  await page.getByRole("button", { name: "More for Study the market" }).click();
  await page.getByRole("menuitem", { name: "Run with options…" }).click();
  const dialog = page.getByRole("dialog", { name: "Run Study the market" });
  await dialog.getByRole("button", { name: /For a swarm/ }).click();
  await page.getByRole("option", { name: "Launch a product" }).click();
  await dialog.getByRole("button", { name: /For its subtask/ }).click();
  await page.getByRole("option", { name: "Make one plan of all of it" }).click();
  await picture(story, "start-for-swarm");
  await dialog.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("main", { name: "Run" }).waitFor();
  await page.getByRole("button", { name: "For Launch a product: launch" }).click();
  await page.getByRole("main", { name: "Blackboard" }).waitFor();
});

test("a swarm without a cap gets one", async (t) => {
  const story = await Story.begin(t);
  const { page } = story;
  await story.go("Blackboard");
  await page.getByRole("button", { name: "Start the sample “Launch a product”" }).waitFor();
  await page.getByRole("button", { name: "New swarm" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Garden");
  await dialog.getByRole("textbox", { name: "Goal", exact: true }).fill("Roses");
  await dialog.getByRole("button", { name: "Make swarm" }).click();
  await tab(story, "Credits");
  await page.getByRole("button", { name: "Set a cap" }).click();
  await page.getByRole("dialog", { name: "What may Garden spend?" }).getByRole("textbox").fill("12.5");
  await picture(story, "swarm-cap");
  await page.getByRole("dialog").getByRole("button", { name: "Set a cap" }).click();
  await page.getByRole("tabpanel", { name: "Credits" }).getByText("12.5").first().waitFor();
  await page.getByRole("button", { name: "Top up" }).waitFor();
});

/** Opens an entry of the keys and begins to edit it. @param {import("playwright-core").Page} page @param {string} key */
async function edit(page, key) {
  await page.getByRole("grid", { name: "Keys" }).getByText(key, { exact: true }).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  return page.getByRole("textbox", { name: "Value as JSON" });
}

test("an entry is edited, merged where somebody has written meanwhile, compared and reverted", async (t) => {
  const story = await withSwarm(t);
  const { page } = story;
  await tab(story, "Keys");
  const mine = await edit(page, "brief");
  const value = JSON.parse(await mine.inputValue());

  const { page: other } = await openPage(story.browser, story.server.address);
  await other.getByRole("navigation", { name: "Places" }).getByRole("button", { name: "Blackboard" }).click();
  await other.getByRole("tab", { name: /^Keys/ }).click();
  const theirs = await edit(other, "brief");
  await theirs.fill(JSON.stringify({ ...value, launchDay: "2026-09-16" }));
  await other.getByRole("button", { name: "Write", exact: true }).click();
  await theirs.waitFor({ state: "detached" });

  await page.getByText(/Version 2 is there meanwhile/).waitFor();
  await mine.fill(JSON.stringify({ ...value, budget: 4000 }));
  await page.getByRole("button", { name: "Write", exact: true }).click();
  const merge = page.getByRole("alertdialog", { name: "brief was written meanwhile" });
  await merge.waitFor();
  await picture(story, "board-merge");
  await merge.getByRole("button", { name: "Write merged" }).click();
  await mine.waitFor({ state: "detached" });
  await page.getByText("Version 3", { exact: true }).waitFor();
  await page.getByText(/4000/).first().waitFor();
  await page.getByText(/2026-09-16/).first().waitFor();

  await page.getByRole("tab", { name: "History" }).click();
  await page.getByRole("button", { name: "Revert to version 2" }).waitFor();
  await page.getByRole("button", { name: "Revert to version 1" }).click();
  await page.getByText("Version 1 is there again, as version 4.").waitFor();
  await page.getByRole("button", { name: "Compare version 3 with the current one" }).click();
  await page.getByText("2 differences").waitFor();
  await picture(story, "board-compare");
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`the blackboard is accessible in the ${colorScheme} theme`, async (t) => {
    const story = await withSwarm(t, { colorScheme });
    for (const name of ["Keys", "Goals", "Resources", "Team", "Credits", "Ledger"]) {
      await tab(story, name);
      await story.page.getByRole("tabpanel", { name }).waitFor();
      assert.deepEqual(await accessibilityProblems(story.page), [], `axe finds nothing on ${name}`);
      await picture(story, `board-${name}-${colorScheme}`);
    }
  });
}
