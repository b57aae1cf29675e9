// Headless Chromium, and what every page of a story must live up to.
import { createRequire } from "node:module";

const require = createRequire(new URL("../../../ui/package.json", import.meta.url));
/** @type {typeof import("playwright-core")} */
const { chromium } = require("playwright-core");
/** @type {{ AxeBuilder: typeof import("@axe-core/playwright").AxeBuilder }} */
const { AxeBuilder } = require("@axe-core/playwright");

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts a browser; `CHROMIUM` names another one than Debian's. */
export function startBrowser() {
  return chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: QUIET });
}

/**
 * Opens the program in a page that has to stay free of errors and of violations of its content policy. `SLOW=8` gives the page
 * an eighth of the processor: what a story waits for too little shows then.
 * @param {import("playwright-core").Browser} browser
 * @param {string} address
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function openPage(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  /** @type {string[]} */
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  const slow = Number(process.env["SLOW"] ?? 1);
  if (slow > 1) await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: slow });
  await page.goto(address);
  return { page, complaints };
}

/**
 * What axe finds against WCAG 2.2 AA, one line each.
 * @param {import("playwright-core").Page} page
 */
export async function accessibilityProblems(page) {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}`));
}
