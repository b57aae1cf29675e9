// Steps that models and people do: talked about, approved, done another way, tried without cost; by keyboard where it says so.
import assert from "node:assert/strict";
import test from "node:test";
import { accessibilityProblems } from "../support/browser.mjs";
import { KEY, MODEL, ModelServer } from "../support/model-server.mjs";
import { addProvider } from "../support/provider.mjs";
import { Story } from "../support/story.mjs";
import { until } from "../support/until.mjs";

const TALK = "tests/e2e/routines/talk.bpmn";
const PARCEL = "tests/e2e/routines/parcel.bpmn";
const PAY = "tests/e2e/routines/pay.bpmn";

/** @param {Story} story @param {RegExp} words */
const status = (story, words) => story.page.locator(".run-status").getByText(words).first().waitFor();

/** @param {Story} story */
const inspector = (story) => story.page.getByRole("region", { name: "Inspector" });

/** The branch that stands at an element. @param {Story} story @param {string} element */
const branch = (story, element) => story.page.getByRole("list", { name: "Branches" }).getByRole("listitem").filter({ hasText: element });

/** A routine is started from the library. @param {Story} story @param {string} name */
async function run(story, name) {
  await story.page.getByRole("button", { name: `Run ${name}` }).click();
  await story.page.getByRole("main", { name: "Run" }).waitFor();
  await status(story, /Waiting/);
}

/** A story in which a server on the loopback is the provider of models, at the library. @param {import("node:test").TestContext} t @param {Parameters<typeof Story.begin>[1]} options */
async function withModel(t, options) {
  const server = await ModelServer.start();
  t.after(() => server.stop());
  const story = await Story.begin(t, options);
  await story.go("Settings");
  await addProvider(story, server.address, KEY);
  await story.go("Library");
  return { story, server };
}

/** The model stops in the middle of its answer until what this gives is called. @param {import("node:test").TestContext} t @param {ModelServer} server */
function held(t, server) {
  let goOn = () => {};
  server.hold = new Promise((resolve) => (goOn = () => resolve(undefined)));
  t.after(() => goOn());
  return () => goOn();
}

/** Tab goes on until the focus is on what has this name. @param {import("playwright-core").Page} page @param {string} name */
async function tabTo(page, name) {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    const here = await page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent?.trim() ?? "");
    if (here === name) return;
  }
  throw new Error(`no press of Tab comes to ${name}`);
}

test("a conversation goes to its end, and its outputs are confirmed in a form", async (t) => {
  const story = await Story.begin(t, { bring: [TALK] });
  const { page } = story;
  await run(story, "Agree on a refund");
  await branch(story, "Agree on the amount").getByRole("button", { name: "Answer", exact: true }).click();
  const thread = page.getByRole("log", { name: "Conversation: Agree on the amount" });
  await thread.locator("strong").filter({ hasText: "20 euros" }).waitFor();
  await thread.getByText("a lamp").waitFor();
  assert.equal(await thread.locator("img").count(), 0, "a picture of a model is never fetched");
  await inspector(story).getByText("Demo model, scripted").first().waitFor();
  await inspector(story).getByText("turn 0 of 5").waitFor();
  await inspector(story).getByText(/left to answer/).waitFor();

  const answer = page.getByRole("textbox", { name: "Your answer" });
  await until("who answers is led to the field", () => answer.evaluate((field) => field === document.activeElement));
  await page.keyboard.type("Rather 25.");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("Is that all right?");
  await page.keyboard.press("Enter");
  await thread.getByText(/Rather 25\.\s+Is that all right\?/).waitFor();
  await page.getByRole("heading", { name: "Are these outputs right?" }).waitFor();
  const amount = page.getByRole("textbox", { name: "Money back" });
  assert.equal(await amount.inputValue(), "20", "the form holds what was offered");
  await amount.fill("25");
  await page.getByRole("button", { name: "Confirm outputs" }).click();

  await branch(story, "Agree on the tone").getByRole("button", { name: "Answer", exact: true }).click();
  await page.getByRole("log", { name: "Conversation: Agree on the tone" }).getByText("Warm or plain?").waitFor();
  await page.getByRole("textbox", { name: "Your answer" }).fill("Warm");
  await page.keyboard.press("Enter");
  await status(story, /Completed/);
  await page.getByRole("tab", { name: "Variables" }).click();
  await inspector(story).getByText("25", { exact: true }).first().waitFor();
  await story.shape("Agree").click();
  await page.getByRole("tab", { name: "Calls" }).click();
  await inspector(story).getByText("The outputs were confirmed").waitFor();
});

test("of two conversations each is one press away", async (t) => {
  const story = await Story.begin(t, { bring: [TALK] });
  const { page } = story;
  await run(story, "Agree on a refund");
  await branch(story, "Agree on the amount").getByRole("button", { name: "Answer", exact: true }).click();
  const open = page.getByRole("list", { name: "Conversations that wait" });
  await open.getByRole("button", { name: /Agree on the tone/ }).click();
  await page.getByRole("log", { name: "Conversation: Agree on the tone" }).waitFor();
  await open.getByRole("button", { name: /Agree on the amount/, pressed: false }).waitFor();
});

test("a step is approved with other arguments, by keyboard alone", async (t) => {
  const story = await Story.begin(t, { bring: [PAY] });
  const { page } = story;
  await run(story, "Pay back");
  await tabTo(page, "Answer");
  await page.keyboard.press("Enter");
  const call = page.getByRole("region", { name: "Call Book the payment" });
  await until("who answers is led to the call", () => call.evaluate((box) => box === document.activeElement));
  await call.getByText("high risk").waitFor();
  await inspector(story).getByText(/left to decide/).waitFor();
  await page.keyboard.press("e");
  const field = call.getByRole("textbox", { name: "Arguments" });
  await until("the arguments are being edited", () => field.evaluate((area) => area === document.activeElement));
  await page.keyboard.press("Control+a");
  await page.keyboard.type('{ "amount": 15 }');
  await call.getByRole("region", { name: "Changes to what was proposed" }).getByText(/"amount": 20/).waitFor();
  await page.keyboard.press("Control+Enter");
  await branch(story, "Write the letter").waitFor();
  await page.getByRole("tab", { name: "Variables" }).click();
  await inspector(story).getByText("15", { exact: true }).first().waitFor();
});

test("a call is rejected with a reason, by keyboard alone", async (t) => {
  const story = await Story.begin(t, { bring: [PAY] });
  const { page } = story;
  await run(story, "Pay back");
  await tabTo(page, "Answer");
  await page.keyboard.press("Enter");
  const call = page.getByRole("region", { name: "Call Book the payment" });
  await until("who answers is led to the call", () => call.evaluate((box) => box === document.activeElement));
  await page.keyboard.press("r");
  const reason = call.getByRole("textbox", { name: "Reason for rejecting" });
  await until("a reason is asked for", () => reason.evaluate((area) => area === document.activeElement));
  await page.keyboard.type("too much");
  await page.keyboard.press("Enter");
  await inspector(story).getByText(/did not approve the step: too much/).waitFor();
});

test("a step that failed is tried again another way, and what comes next is done another way, too", async (t) => {
  const story = await Story.begin(t, { bring: [PAY] });
  const { page } = story;
  await run(story, "Pay back");
  await branch(story, "Book the payment").getByRole("button", { name: "Do Book the payment another way" }).waitFor();
  await story.shape("Write").click({ button: "right" });
  await page.getByRole("menuitem", { name: "From now on: Deterministic" }).click();
  await page.getByRole("tab", { name: "Journal" }).click();
  await page.getByRole("listbox", { name: "Journal" }).getByText("Write the letter is done another way in this run: Deterministic").waitFor();
  await branch(story, "Book the payment").getByRole("button", { name: "Answer", exact: true }).click();
  await page.getByRole("button", { name: "Approve A" }).click();
  await branch(story, "Write the letter").waitFor();
  await story.shape("Write").click();
  await page.getByRole("tab", { name: "Strategy" }).click();
  await inspector(story).getByText("In this run: Deterministic").waitFor();
  await inspector(story).getByRole("button", { name: "Take back" }).click();
  await page.getByRole("listbox", { name: "Journal" }).getByText("Write the letter is done as the routine says again").waitFor();
  await branch(story, "Write the letter").getByRole("button", { name: "Retry Write the letter another way" }).click();
  await page.getByRole("menuitem", { name: "Retry as Conversational" }).click();
  await status(story, /Completed/);
  assert.equal(await page.locator('.strategy-mark[data-element="Write"]').getAttribute("data-differs"), "true", "the chip says that it was done another way");
});

test("in test mode no model is asked, and the start says so and what it would cost", async (t) => {
  const { story, server } = await withModel(t, { bring: [TALK] });
  const { page } = story;
  await page.getByRole("button", { name: "More for Agree on a refund" }).click();
  await page.getByRole("menuitem", { name: "Run with options…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/What it will cost is not known|Price unknown|Will cost/).first().waitFor();
  await dialog.getByText("Test mode: nothing may cost anything").click();
  await dialog.getByText("Will cost nothing").waitFor();
  await dialog.getByRole("button", { name: "Run", exact: true }).click();
  await status(story, /Waiting/);
  await branch(story, "Agree on the amount").getByRole("button", { name: "Answer", exact: true }).click();
  await page.getByRole("log").locator("strong").filter({ hasText: "20 euros" }).waitFor();
  assert.equal(server.asked.length, 0, "the server was asked nothing");
});

test("what a model says is seen while it speaks", async (t) => {
  const { story, server } = await withModel(t, { bring: [TALK] });
  const goOn = held(t, server);
  const { page } = story;
  // Held at the start, so that the page is there when the model begins to speak.
  await page.getByRole("button", { name: "More for Agree on a refund" }).click();
  await page.getByRole("menuitem", { name: "Run with options…" }).click();
  await page.getByRole("dialog").getByText("Pause at the start").click();
  await page.getByRole("dialog").getByRole("button", { name: "Run", exact: true }).click();
  await status(story, /Paused/);
  await page.getByRole("button", { name: "ContinueF5" }).click();
  await branch(story, "Agree on the amount").getByRole("button", { name: /^Branch/ }).click();
  await page.getByRole("tab", { name: "Chat" }).click();
  const thread = page.getByRole("log", { name: "Conversation: Agree on the amount" });
  await thread.getByText("Rea", { exact: true }).waitFor();
  goOn();
  await thread.getByText("Ready.", { exact: true }).waitFor();
  await inspector(story).getByText("11 LLM tokens in, 2 out").first().waitFor();
});

test("a page that is loaded anew in the middle of an answer shows all of it", async (t) => {
  const { story, server } = await withModel(t, { bring: [TALK] });
  const goOn = held(t, server);
  const { page } = story;
  await page.getByRole("button", { name: "Run Agree on a refund" }).click();
  await page.getByRole("main", { name: "Run" }).waitFor();
  const thread = page.getByRole("log", { name: "Conversation: Agree on the amount" });
  const look = async () => {
    await branch(story, "Agree on the amount").getByRole("button", { name: /^Branch/ }).click();
    await page.getByRole("tab", { name: "Chat" }).click();
  };
  await until("the model has begun", async () => server.asked.length > 0);
  await page.reload();
  await look();
  await thread.getByText("Rea", { exact: true }).waitFor();
  goOn();
  await thread.getByText("Ready.", { exact: true }).waitFor();
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`a way that a model chose is signed on its gateway in the ${colorScheme} theme, also after a reload`, async (t) => {
    const { story, server } = await withModel(t, { bring: [PARCEL], page: { colorScheme, reducedMotion: "reduce" } });
    server.says = ['{ "flows": ["By_Plane"], ', '"because": "The roses would not last a week on rails." }'];
    const { page } = story;
    await page.getByRole("button", { name: "More for Send a parcel" }).click();
    await page.getByRole("menuitem", { name: "Run with options…" }).click();
    await page.getByRole("dialog").getByText("Ask a model").click();
    await page.getByRole("dialog").getByRole("button", { name: "Run", exact: true }).click();
    await status(story, /Completed/);
    for (const turn of ["live", "loaded anew"]) {
      const sign = page.getByRole("button", { name: /chose by plane.*The roses would not last a week on rails\..*credits/s });
      await sign.waitFor();
      assert.match(String(await sign.getAttribute("title")), new RegExp(`^${MODEL} chose by plane`), turn);
      await sign.click();
      await inspector(story).getByText("The roses would not last a week on rails.").waitFor();
      await inspector(story).getByText(/credits/).first().waitFor();
      assert.deepEqual(await accessibilityProblems(page), [], "axe finds nothing");
      if (turn === "live") await page.reload();
    }
    await page.getByRole("tab", { name: "Journal" }).click();
    await page.getByRole("region", { name: "Journal" }).getByTitle("pathDecided").getByText("Way decided").waitFor();
    if (process.env["PICTURES"]) await page.screenshot({ path: `${process.env["PICTURES"]}/way-${colorScheme}.png` });
  });

  test(`what a run shows of its steps is accessible in the ${colorScheme} theme`, async (t) => {
    const story = await Story.begin(t, { bring: [TALK, PAY], page: { colorScheme, reducedMotion: "reduce" } });
    const { page } = story;
    /** @type {string[]} */
    const found = [];
    /** @param {string} panel */
    const check = async (panel) => {
      found.push(...(await accessibilityProblems(page)).map((problem) => `${panel}: ${problem}`));
    };
    await page.getByRole("button", { name: "More for Pay back" }).click();
    await page.getByRole("menuitem", { name: "Run with options…" }).click();
    await page.getByRole("dialog").getByText(/Will cost/).waitFor();
    await check("start");
    await page.getByRole("dialog").getByRole("button", { name: "Run", exact: true }).click();
    await branch(story, "Book the payment").getByRole("button", { name: "Answer", exact: true }).click();
    await page.keyboard.press("e");
    await page.getByRole("textbox", { name: "Arguments" }).fill('{ "amount": 1 }');
    await check("approve");
    await page.getByRole("tab", { name: "Calls" }).click();
    await check("calls");
    await page.getByRole("tab", { name: "Strategy" }).click();
    await check("strategy");
    await story.go("Library");
    await run(story, "Agree on a refund");
    await branch(story, "Agree on the amount").getByRole("button", { name: "Answer", exact: true }).click();
    await page.getByRole("textbox", { name: "Your answer" }).fill("Yes");
    await check("chat");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Confirm outputs" }).waitFor();
    await check("outputs");
    assert.deepEqual(found, [], "axe finds nothing");
  });
}
