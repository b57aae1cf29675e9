// Settings about models and secrets: against a model server on the loopback, and the key never comes back.
import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { accessibilityProblems } from "../support/browser.mjs";
import { KEY, ModelServer } from "../support/model-server.mjs";
import { ROOT } from "../support/place.mjs";
import { addProvider } from "../support/provider.mjs";
import { Story } from "../support/story.mjs";

/** The settings of a running program. @param {import("node:test").TestContext} t */
async function settings(t, page = {}) {
  const story = await Story.begin(t, { page });
  await story.go("Settings");
  return story;
}

test("a provider is added and tested, and its key is never shown again", async (t) => {
  const server = await ModelServer.start();
  t.after(() => server.stop());
  const story = await settings(t);
  const { page } = story;
  /** @type {string[]} */
  const received = [];
  page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => received.push(String(payload))));
  await page.reload();
  await story.go("Settings");
  await addProvider(story, server.address, KEY);
  const card = page.getByRole("listitem", { name: "Loopback" });
  await card.getByText(/Kept: Memory/).waitFor();
  await card.getByRole("button", { name: "Test" }).click();
  await card.getByText(/loopback-small answered “Ready\.” after/).waitFor();
  await card.getByText("11 LLM tokens read, 2 written. It cost nothing.").waitFor();
  assert.equal(server.asked.at(-1)?.authorization, `Bearer ${KEY}`, "the server was given the key");
  await page.getByRole("tab", { name: "Secrets" }).click();
  await page.getByRole("listitem", { name: "loopback-key" }).waitFor();
  assert.ok(!(await page.content()).includes(KEY), "the document does not hold the key");
  assert.ok(!received.some((frame) => frame.includes(KEY)), "the host never sends the key");
});

test("a refused key is said in a sentence, and can be replaced", async (t) => {
  const server = await ModelServer.start();
  t.after(() => server.stop());
  const story = await settings(t);
  const { page } = story;
  await addProvider(story, server.address, "sk-wrong");
  const card = page.getByRole("listitem", { name: "Loopback" });
  await card.getByRole("button", { name: "Test" }).click();
  await card.getByText("The model’s server does not accept the key").waitFor();
  await card.getByRole("button", { name: "Edit" }).click();
  const dialog = page.getByRole("dialog", { name: "Edit Loopback" });
  await dialog.getByLabel("Key", { exact: true }).fill(KEY);
  await dialog.getByRole("button", { name: /Keep it in/ }).click();
  await page.getByRole("option", { name: /Memory/ }).click();
  await dialog.getByRole("button", { name: "Save provider" }).click();
  await dialog.waitFor({ state: "detached" });
  await card.getByRole("button", { name: "Test" }).click();
  await card.getByText(/answered “Ready\.”/).waitFor();
});

test("a vault is made with a passphrase and keeps a secret", async (t) => {
  const { page } = await settings(t);
  await page.getByRole("tab", { name: "Secrets" }).click();
  const vault = page.getByRole("listitem", { name: "Encrypted vault" });
  await vault.getByRole("button", { name: "Make a vault" }).click();
  const dialog = page.getByRole("dialog", { name: "Make a vault" });
  await dialog.getByLabel("Passphrase", { exact: true }).fill("correct horse");
  await dialog.getByLabel("The same passphrase again").fill("another horse");
  await dialog.getByRole("button", { name: "Make a vault" }).click();
  await dialog.getByText("The two were not the same. Enter them again.").waitFor();
  await dialog.getByLabel("Passphrase", { exact: true }).fill("correct horse");
  await dialog.getByLabel("The same passphrase again").fill("correct horse");
  await dialog.getByRole("button", { name: "Make a vault" }).click();
  await vault.getByText("Ready").waitFor();
  await page.getByRole("button", { name: "Add a secret" }).click();
  const asked = page.getByRole("dialog", { name: "Add a secret" });
  await asked.getByLabel("Name").fill("crm-token");
  await asked.getByLabel("Value").fill("planted-in-the-vault");
  await asked.getByRole("button", { name: /Keep it in/ }).click();
  await page.getByRole("option", { name: "Encrypted vault" }).click();
  await asked.getByRole("button", { name: "Keep secret" }).click();
  // Deriving a key from a passphrase is meant to be slow, and is slower still in a build for debugging.
  await asked.waitFor({ state: "detached", timeout: 90_000 });
  const line = page.getByRole("listitem", { name: "crm-token" });
  await line.getByText("Encrypted vault").waitFor();
  assert.ok(!(await page.content()).includes("planted-in-the-vault"), "the document does not hold the value");
  await line.getByRole("button", { name: "Remove crm-token" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await line.waitFor({ state: "detached", timeout: 90_000 });
});

test("prices have a day, and one of your own goes before the table", async (t) => {
  const { page } = await settings(t);
  await page.getByRole("tab", { name: "Providers" }).click();
  await page.getByRole("button", { name: "Add a provider" }).click();
  await page.getByRole("menuitem", { name: "Anthropic" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a provider" });
  await dialog.getByRole("button", { name: "Save provider" }).click();
  await dialog.waitFor({ state: "detached" });
  const card = page.getByRole("listitem", { name: "Anthropic" });
  await card.getByText("No key yet").waitFor();
  await card.getByText(/Of \d{4}-\d\d-\d\d, \d+ models/).waitFor();
  await card.getByRole("button", { name: "Prices of Anthropic" }).click();
  const prices = page.getByRole("dialog", { name: "Prices of Anthropic" });
  await prices.getByRole("textbox", { name: "Model" }).fill("our-own-model");
  await prices.getByRole("textbox", { name: "Read" }).fill("0.15");
  await prices.getByRole("textbox", { name: "Written" }).fill("0.6");
  await prices.getByRole("button", { name: "Set price" }).click();
  const own = prices.getByRole("row", { name: /our-own-model/ });
  await own.getByText("Set by you").waitFor();
  assert.deepEqual(await accessibilityProblems(page), [], "axe finds nothing");
  await own.getByRole("button", { name: "Forget the own price of our-own-model" }).click();
  await own.waitFor({ state: "detached" });
});

test("budgets are kept, and what is no number is refused at once", async (t) => {
  const story = await settings(t);
  const { page } = story;
  await page.getByRole("tab", { name: "Budgets" }).click();
  await page.getByLabel("Most credits of one run").fill("lots");
  await page.getByText("Enter a number such as 12 or 0.5.").waitFor();
  await page.getByLabel("Most credits of one run").fill("12.5");
  await page.getByRole("button", { name: "Save budgets" }).click();
  await page.getByRole("button", { name: "Save budgets" }).and(page.locator("[disabled]")).waitFor();
  await page.reload();
  await story.go("Settings");
  await page.getByRole("tab", { name: "Budgets" }).click();
  assert.equal(await page.getByLabel("Most credits of one run").inputValue(), "12.5");
});

/** Adds the price list as a tool server. @param {Story} story */
async function addToolServer({ page }) {
  await page.getByRole("tab", { name: "Tools" }).click();
  await page.getByRole("button", { name: "Add a tool server" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a tool server" });
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Price list");
  await dialog.getByRole("textbox", { name: "Program", exact: true }).fill(process.execPath);
  await dialog.getByLabel("Arguments").fill(join(ROOT, "tests/e2e/support/tool-server.mjs"));
  await dialog.getByRole("button", { name: "Save server" }).click();
  await dialog.waitFor({ state: "detached" });
  return page.getByRole("listitem", { name: "Price list" });
}

test("a tool server is added, started, tested and stopped, and a rule is set for one of its tools", async (t) => {
  const story = await settings(t);
  const { page } = story;
  const card = await addToolServer(story);
  await card.getByText("Stopped").waitFor();
  await card.getByRole("button", { name: "Start", exact: true }).click();
  await card.getByText("Ready").waitFor();
  await card.getByText("2 tools", { exact: true }).click();
  const tool = card.getByRole("listitem", { name: "price" });
  await tool.getByText("Risk: high").waitFor();
  await tool.getByRole("button", { name: /Risk of price/ }).click();
  await page.getByRole("option", { name: "none" }).click();
  await tool.getByText("Risk: none").waitFor();
  await tool.getByText("Asks first").waitFor({ state: "detached" });
  await card.getByRole("button", { name: "Test" }).click();
  await card.getByText(/It is up and has 2 tools/).waitFor();
  await card.getByText("Log", { exact: true }).click();
  await card.getByText("the price list is open").first().waitFor();
  await card.getByRole("button", { name: "Stop" }).click();
  await card.getByText("Stopped").waitFor();
});

test("a tool that a model has defined is listed with where it comes from, and can be removed", async (t) => {
  const story = await Story.begin(t, { bring: ["tests/e2e/routines/define-tool.bpmn"] });
  const { page } = story;
  await page.getByRole("button", { name: "Run Define a tool" }).click();
  await page.getByRole("list", { name: "Branches" }).getByRole("button", { name: "Answer", exact: true }).click();
  await page.getByRole("button", { name: "Approve A" }).click();
  await page.locator(".run-status").getByText(/Completed/).waitFor();
  await story.go("Settings");
  await page.getByRole("tab", { name: "Tools" }).click();
  const tool = page.getByRole("list", { name: "Tools that models have defined" }).getByRole("listitem", { name: "look_again" });
  await tool.getByText(/Runs DefineTool, defined in run/).waitFor();
  assert.deepEqual(await accessibilityProblems(page), []);
  if (process.env["PICTURES"]) await tool.screenshot({ path: `${process.env["PICTURES"]}/defined-tool.png` });
  await tool.getByRole("button", { name: "Remove look_again" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove", exact: true }).click();
  await tool.waitFor({ state: "detached" });
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`all settings are accessible in the ${colorScheme} theme`, async (t) => {
    const server = await ModelServer.start();
    t.after(() => server.stop());
    const story = await settings(t, { colorScheme, reducedMotion: "reduce" });
    const { page } = story;
    /** @type {string[]} */
    const found = [];
    const check = async (/** @type {string} */ place) => found.push(...(await accessibilityProblems(page)).map((problem) => `${place}: ${problem}`));
    await page.getByRole("tab", { name: "Providers" }).click();
    await page.getByText("No provider is set up").waitFor();
    await check("no providers");
    await addProvider(story, server.address, KEY);
    await page.getByRole("listitem", { name: "Loopback" }).getByRole("button", { name: "Test" }).click();
    await page.getByText(/answered “Ready\.”/).waitFor();
    await check("providers");
    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByRole("dialog").waitFor();
    await check("provider");
    await page.keyboard.press("Escape");
    const tools = await addToolServer(story);
    await tools.getByRole("button", { name: "Start", exact: true }).click();
    await tools.getByText("2 tools", { exact: true }).click();
    await check("tools");
    await tools.getByRole("button", { name: "Edit" }).click();
    await page.getByRole("dialog").waitFor();
    await page.getByRole("button", { name: "Add a line" }).click();
    await check("tool server");
    await page.keyboard.press("Escape");
    for (const place of ["Budgets", "Secrets", "General"]) {
      await page.getByRole("tab", { name: place }).click();
      await check(place);
    }
    assert.deepEqual(found, [], "axe finds nothing");
  });
}
