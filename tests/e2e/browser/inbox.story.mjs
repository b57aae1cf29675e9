// Inbox: whatever waits for a person, over all runs; answered where it is listed, by keyboard alone.
import assert from "node:assert/strict";
import test from "node:test";
import { accessibilityProblems } from "../support/browser.mjs";
import { PURCHASE, Story } from "../support/story.mjs";
import { until } from "../support/until.mjs";

const TALK = "tests/e2e/routines/talk.bpmn";
const PAY = "tests/e2e/routines/pay.bpmn";

/** Three runs that wait: for a form, an approval and two conversations. @param {import("node:test").TestContext} t @param {import("playwright-core").BrowserContextOptions} [page] */
async function withAsks(t, page) {
  const story = await Story.begin(t, { bring: [PURCHASE, PAY, TALK], ...(page ? { page } : {}) });
  for (const name of ["Purchase", "Pay back", "Agree on a refund"]) {
    await story.go("Library");
    await story.page.getByRole("button", { name: `Run ${name}` }).click();
    await story.page.locator(".run-status").getByText(/Waiting/).first().waitFor();
  }
  return story;
}

/** @param {Story} story */
const places = (story) => story.page.getByRole("navigation", { name: "Places" });
/** @param {Story} story */
const list = (story) => story.page.getByRole("grid", { name: "What waits for you" });
/** The line that has the focus. @param {Story} story */
const here = (story) => story.page.evaluate(() => document.activeElement?.closest(".table-row")?.textContent ?? "");

/** @param {Story} story @param {string} name */
async function picture({ page }, name) {
  if (process.env["PICTURES"]) await page.screenshot({ path: `${process.env["PICTURES"]}/${name}.png` });
}

test("what waits is counted, listed, and answered by keyboard alone", async (t) => {
  const story = await withAsks(t);
  const { page } = story;
  await places(story).getByRole("button", { name: "Inbox, 4 waiting" }).waitFor();
  await page.keyboard.press("Control+i");
  await page.getByRole("main", { name: "Inbox" }).waitFor();
  await page.getByText("4 wait for you").waitFor();
  await picture(story, "inbox");

  for (let presses = 0; presses < 40 && (await here(story)) === ""; presses += 1) await page.keyboard.press("Tab");
  for (let presses = 0; presses < 5 && !(await here(story)).includes("Book the payment"); presses += 1) {
    const before = await here(story);
    await page.keyboard.press("j");
    await until("the next line has the focus", async () => (await here(story)) !== before);
  }
  assert.match(await here(story), /Approval.*Book the payment.*Pay back/, "it says what, where, and of which routine");
  const call = page.getByRole("region", { name: "Call Book the payment" });
  await call.waitFor();
  await picture(story, "inbox-approval");
  await page.keyboard.press("a");
  await list(story).getByText("Book the payment").waitFor({ state: "detached" });
  // No model is there to write the letter.
  await list(story).getByRole("row", { name: /Incident.*Write the letter/ }).waitFor();

  await list(story).getByText("Agree on the tone").click();
  const say = page.getByRole("textbox", { name: "Your answer" });
  await page.getByRole("log", { name: "Conversation: Agree on the tone" }).getByText("Warm or plain?").waitFor();
  await until("who opens a line is led to its answer", () => say.evaluate((field) => field === document.activeElement));
  await page.keyboard.type("Warm");
  await picture(story, "inbox-talk");
  await page.keyboard.press("Enter");
  await page.getByText("3 wait for you").waitFor();

  await list(story).getByText("Purchase", { exact: true }).click();
  await page.getByRole("checkbox", { name: "Order it" }).check();
  await page.getByRole("button", { name: "Complete", exact: true }).click();
  await page.getByText("2 wait for you").waitFor();
  await places(story).getByRole("button", { name: "Inbox, 2 waiting" }).waitFor();
  await page.getByRole("button", { name: "Open the run" }).click();
  await page.getByRole("main", { name: "Run" }).waitFor();
});

test("an empty inbox says what would come, and what waits is there after a crash", async (t) => {
  const story = await Story.begin(t, { bring: [PURCHASE] });
  const { page } = story;
  await story.go("Inbox");
  await page.getByText("Nothing waits for you").waitFor();
  await picture(story, "inbox-empty");
  await page.getByRole("button", { name: "To the library" }).click();
  await page.getByRole("button", { name: "Run Purchase" }).click();
  await page.locator(".run-status").getByText(/Waiting/).first().waitFor();
  await story.restart();
  await places(story).getByRole("button", { name: "Inbox, 1 waiting" }).waitFor();
});

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`the inbox is accessible in the ${colorScheme} theme`, async (t) => {
    const story = await withAsks(t, { colorScheme, viewport: colorScheme === "dark" ? { width: 1024, height: 700 } : { width: 1440, height: 900 } });
    await story.go("Inbox");
    await list(story).getByText("Book the payment").click();
    await story.page.getByRole("region", { name: "Call Book the payment" }).waitFor();
    assert.deepEqual(await accessibilityProblems(story.page), [], "axe finds nothing");
    await picture(story, `inbox-${colorScheme}`);
  });
}
