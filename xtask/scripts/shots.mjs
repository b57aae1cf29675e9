// node shots.mjs FOLDER: a picture of every screen, light and dark, small and large. `ROUTINE` names the built program.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { openPage, startBrowser } from "../../tests/e2e/support/browser.mjs";
import { KEY, MODEL, ModelServer } from "../../tests/e2e/support/model-server.mjs";
import { Place } from "../../tests/e2e/support/place.mjs";
import { Server } from "../../tests/e2e/support/server.mjs";

const SAMPLES = ["plan-a-launch", "invoice-approval", "incident-response", "expense-report"];
const SHOWN = "Settle travel expenses";
const SIZES = [
  { width: 1024, height: 700 },
  { width: 1440, height: 900 },
];

/** A provider that answers, on the loopback. */
const models = await ModelServer.start();

const [, , folder = "shots"] = process.argv;
await mkdir(folder, { recursive: true });
const browser = await startBrowser();
for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const viewport of SIZES) await shoot(colorScheme, viewport);
}
await browser.close();
await models.stop();

/** @param {import("playwright-core").Page} page */
async function addProvider(page) {
  await page.getByRole("button", { name: "Add a provider" }).click();
  await page.getByRole("menuitem", { name: "Another server" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Office server");
  await dialog.getByLabel("Address").fill(models.address);
  await dialog.getByLabel("Model", { exact: true }).fill(MODEL);
  await dialog.getByText("It asks for a key").click();
  await dialog.getByLabel("Key", { exact: true }).fill(KEY);
  await dialog.getByRole("button", { name: /Keep it in/ }).click();
  await page.getByRole("option", { name: /Memory/ }).click();
  await dialog.getByRole("button", { name: "Save provider" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Test" }).click();
  await page.getByText(/answered “Ready\.”/).waitFor();
}

/** @param {"light" | "dark"} colorScheme @param {{ width: number, height: number }} viewport */
async function shoot(colorScheme, viewport) {
  const place = await Place.make();
  const empty = await Server.start(place);
  const { page: first } = await openPage(browser, empty.address, { colorScheme, viewport, reducedMotion: "reduce" });
  /** @param {import("playwright-core").Page} page @param {string} name */
  const shot = (page, name) =>
    page.screenshot({ path: join(folder, `${name}-${colorScheme}-${viewport.width}.png`), animations: "disabled" });
  await first.getByRole("heading", { name: "No routines yet" }).waitFor();
  await shot(first, "library-empty");
  await first.context().close();
  await empty.stop();

  for (const sample of SAMPLES) await place.bring(`routines/${sample}.bpmn`);
  const server = await Server.start(place);
  const { page } = await openPage(browser, server.address, { colorScheme, viewport, reducedMotion: "reduce" });
  const rail = page.getByRole("navigation", { name: "Places" });
  const routine = page.getByRole("row", { name: /expense-report.bpmn/ });

  await routine.waitFor();
  await page.getByRole("button", { name: `Run ${SHOWN}` }).click();
  await page.getByRole("list", { name: "Branches" }).getByRole("button", { name: "Answer" }).click();
  await page.getByRole("button", { name: /^Complete/ }).waitFor();
  await shot(page, "run-form");
  await rail.getByRole("button", { name: "History" }).click();
  await page.getByRole("row", { name: new RegExp(SHOWN) }).waitFor();
  await shot(page, "history");
  await rail.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("main", { name: "Settings" }).waitFor();
  await shot(page, "settings");
  for (const tab of ["Providers", "Budgets", "Tools", "Secrets"]) {
    await page.getByRole("tab", { name: tab }).click();
    await page.getByRole("tabpanel", { name: tab }).waitFor();
    await shot(page, `settings-${tab.toLowerCase()}`);
  }
  await page.getByRole("tab", { name: "Providers" }).click();
  await addProvider(page);
  await shot(page, "settings-provider");
  await rail.getByRole("button", { name: "Library" }).click();
  await routine.waitFor();
  await shot(page, "library");
  await routine.getByText(SHOWN, { exact: true }).click();
  await page.locator(".djs-element.djs-shape").nth(3).click();
  await shot(page, "designer");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
  await shot(page, "palette");
  await page.keyboard.press("Escape");

  await place.bring("tests/e2e/routines/offers.bpmn");
  await rail.getByRole("button", { name: "Library" }).click();
  await page.getByRole("row", { name: /offers.bpmn/ }).getByText("Choose an offer", { exact: true }).click();
  await page.locator('.strategy-mark[data-element="Research"]').waitFor();
  await page.keyboard.press("Control+Shift+G");
  await shot(page, "strategy-view");
  await page.locator('.djs-element[data-element-id="Research"]').click();
  await page.getByText(/^Why /).click();
  await shot(page, "strategy-why");

  await page.context().close();
  await server.stop();
  await place.clear();
}
