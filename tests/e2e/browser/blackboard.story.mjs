// Blackboard: a swarm is made from its file, works through its goal by itself, and a person writes where others write.
import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { accessibilityProblems, openPage } from "../support/browser.mjs";
import { ROOT } from "../support/place.mjs";
import { Story } from "../support/story.mjs";
import { until } from "../support/until.mjs";

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

/** The run of a subtask, from the subtask's own panel. @param {Story} story @param {string} subtask @param {string} routine */
async function toItsRun({ page }, subtask, routine) {
  await page.getByRole("tablist", { name: "Parts of the blackboard" }).getByRole("tab", { name: "Goals" }).click();
  await page.getByText(subtask).first().click();
  await page.getByRole("region", { name: subtask }).getByRole("button", { name: routine }).click();
  await page.getByRole("main", { name: "Run" }).waitFor();
}

/** The sample swarm at work, from its card in an empty folder. @param {import("node:test").TestContext} t @param {import("playwright-core").BrowserContextOptions} [page] */
async function withSample(t, page) {
  const story = await Story.begin(t, { bring: [], ...(page ? { page } : {}) });
  await story.page.getByRole("button", { name: "Start this swarm: Launch a product" }).click();
  await story.page.getByRole("main", { name: "Blackboard" }).waitFor();
  return story;
}

const SIGN_OFF = "Let nothing go out that Ann has not read; it begins at once, and wakes when a text is posted";
const CHANNEL = "Agree with Ann how people hear of the lamp";

test("people answer, and the swarm comes to its goal", async (t) => {
  const story = await withSample(t);
  const { page } = story;
  const answer = page.getByRole("list", { name: "Branches" }).getByRole("button", { name: "Answer", exact: true });

  await toItsRun(story, SIGN_OFF, "Sign off the text");
  await answer.click();
  await page.getByRole("checkbox", { name: "This goes out" }).check();
  await picture(story, "swarm-sign-off");
  await page.getByRole("button", { name: "Complete", exact: true }).click();
  await page.locator(".run-status").getByText(/Completed/).first().waitFor();

  await story.go("Blackboard");
  await toItsRun(story, CHANNEL, "Agree on the channel");
  await answer.click();
  await page.getByRole("textbox", { name: "Your answer" }).fill("Yes, the mailing.");
  await page.keyboard.press("Enter");
  await page.locator(".run-status").getByText(/Completed/).first().waitFor();

  await story.go("Blackboard");
  await page.getByText("6 of 6 done").waitFor();
  await tab(story, "Keys");
  await page.getByRole("grid", { name: "Keys" }).getByText("launch/plan", { exact: true }).click();
  await page.getByRole("region", { name: "launch/plan" }).getByText("2321", { exact: true }).waitFor();
  await picture(story, "swarm-at-its-goal");
});

test("whoever looks back upon a run sees the blackboard as the run knew it", async (t) => {
  const story = await withSample(t);
  const { page } = story;
  await page.getByText("3 of 6 done").waitFor();
  await toItsRun(story, "Estimate the reach of each channel and split the budget", "Split the budget");
  const cursor = page.getByRole("slider", { name: "Event" });
  await cursor.focus();
  await page.keyboard.press("Home");
  for (let press = 0; press < 3; press += 1) await page.keyboard.press("ArrowRight");
  await page.getByText(/^You see .*event 4 of \d+$/).waitFor();
  await story.go("Blackboard");
  await page.getByRole("button", { name: /^As Split the budget knew it at its event \d+$/ }).waitFor();
  await tab(story, "Keys");
  const keys = page.getByRole("grid", { name: "Keys" });
  await keys.getByText("brief", { exact: true }).waitFor();
  assert.equal(await keys.getByText("plan/budget", { exact: true }).count(), 0, "what the run wrote later is not there");
  await picture(story, "board-as-a-run-knew-it");
  await page.getByRole("button", { name: /^As Split the budget knew it/ }).click();
  await page.getByRole("button", { name: "Back to live" }).click();
  await story.go("Blackboard");
  await page.getByRole("button", { name: /^As Split the budget knew it/ }).waitFor({ state: "detached" });
  await keys.getByText("plan/budget", { exact: true }).waitFor();
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

/** Tab goes on until the focus is on what has this name. @param {import("playwright-core").Page} page @param {string} name */
async function tabTo(page, name) {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent?.trim() ?? "");
    if (here === name) return;
  }
  throw new Error(`no press of Tab comes to ${name}`);
}

test("by keyboard alone an entry is found, edited and reverted", async (t) => {
  const story = await withSwarm(t);
  const { page } = story;
  await page.getByText("Find out who is to hear of the lamp").first().waitFor();
  await page.keyboard.press("Alt+1");
  const keys = page.getByRole("grid", { name: "Keys" });
  await keys.getByText("brief", { exact: true }).waitFor();
  await tabTo(page, "Find keys");
  const isOnRow = () => page.evaluate(() => document.activeElement?.getAttribute("role") === "row");
  for (let presses = 0; presses < 12 && !(await isOnRow()); presses += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "brief" }).waitFor();
  await page.keyboard.press("F2");
  const value = page.getByRole("textbox", { name: "Value as JSON" });
  await value.waitFor();
  await until("who edits is led to the value", () => value.evaluate((field) => field.contains(document.activeElement)));
  await page.keyboard.press("Control+a");
  await page.keyboard.type('"by keyboard"');
  await tabTo(page, "Write");
  await page.keyboard.press("Enter");
  await page.getByText("Version 2", { exact: true }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").waitFor();
  await page.keyboard.type("History of entry");
  await page.getByRole("option", { name: /History of entry/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Revert to version 1" }).waitFor();
  await tabTo(page, "Revert to version 1");
  await page.keyboard.press("Enter");
  await page.getByText("Version 1 is there again, as version 3.").waitFor();
});

const LOOKS = /** @type {const} */ ({
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark", viewport: { width: 1440, height: 900 } },
  contrast: { contrast: "more", viewport: { width: 1024, height: 700 } },
});

for (const [look, options] of Object.entries(LOOKS)) {
  test(`the blackboard is accessible in the ${look} theme`, async (t) => {
    const story = await withSwarm(t, options);
    await story.page.getByRole("button", { name: "Start", exact: true }).click();
    await story.page.getByText("3 of 6 done").waitFor();
    for (const name of ["Keys", "Goals", "Resources", "Team", "Credits", "Ledger"]) {
      await tab(story, name);
      await story.page.getByRole("tabpanel", { name }).waitFor();
      assert.deepEqual(await accessibilityProblems(story.page), [], `axe finds nothing on ${name}`);
      await picture(story, `board-${name}-${look}`);
    }
    await tab(story, "Keys");
    await story.page.getByRole("grid", { name: "Keys" }).getByText("market/findings", { exact: true }).click();
    await story.page.getByRole("region", { name: "market/findings" }).waitFor();
    assert.deepEqual(await accessibilityProblems(story.page), [], "axe finds nothing on an entry");
    await picture(story, `board-entry-${look}`);
  });
}
