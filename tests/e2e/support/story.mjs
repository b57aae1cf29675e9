// What a browser story begins with: a place with a routine, the real engine, and a page that has to stay free of complaints.
import assert from "node:assert/strict";
import { openPage, startBrowser } from "./browser.mjs";
import { Place } from "./place.mjs";
import { Server } from "./server.mjs";

export const PURCHASE = "tests/e2e/routines/purchase.bpmn";

/** A page on a running program, in a place of its own. */
export class Story {
  /**
   * @param {Place} place
   * @param {Server} server
   * @param {import("playwright-core").Browser} browser
   * @param {{ page: import("playwright-core").Page, complaints: string[] }} opened
   */
  constructor(place, server, browser, opened) {
    this.place = place;
    this.server = server;
    this.browser = browser;
    this.page = opened.page;
    this.complaints = opened.complaints;
  }

  /**
   * Everything is gone again when the test has ended; complaints of the page make it fail.
   * @param {import("node:test").TestContext & { passed?: boolean }} test whose `passed` Node 20 has and its types have not
   * @param {{ bring?: string[], page?: import("playwright-core").BrowserContextOptions }} [options]
   */
  static async begin(test, { bring = [PURCHASE], page } = {}) {
    const place = await Place.make();
    for (const file of bring) await place.bring(file);
    const server = await Server.start(place);
    const browser = await startBrowser();
    const story = new Story(place, server, browser, await openPage(browser, server.address, page));
    test.after(async () => {
      if (!test.passed) await story.tellWhatIsShown();
      await story.end();
    });
    return story;
  }

  /** The program dies as in a power cut and is started again; a new page is opened on it. */
  async restart() {
    await this.server.kill();
    await this.page.context().close();
    this.server = await Server.start(this.place);
    const opened = await openPage(this.browser, this.server.address);
    this.page = opened.page;
    this.complaints = opened.complaints;
  }

  /** The page shows a place of the rail. @param {"Library" | "Designer" | "Run" | "Blackboard" | "History" | "Inbox" | "Settings"} name */
  async go(name) {
    await this.page.getByRole("navigation", { name: "Places" }).getByRole("button", { name: new RegExp(`^${name}`) }).click();
    const screen = this.page.getByRole("main", { name });
    await screen.waitFor();
    await screen.locator('[aria-busy="true"]').first().waitFor({ state: "detached" });
  }

  /** Opens a routine of the library in the designer and waits until it is drawn. @param {string} name */
  async open(name) {
    await this.page.getByRole("row", { name }).getByText(name, { exact: true }).click();
    await this.page.getByRole("application", { name: `Diagram of ${name}` }).waitFor();
  }

  /** Shape or flow on the drawing. @param {string} id */
  shape(id) {
    return this.page.locator(`.djs-element[data-element-id="${id}"]`);
  }

  /** Into the output of a test that failed: the page as a screen reader has it, for whoever cannot watch it fail. */
  async tellWhatIsShown() {
    const shown = await this.page.locator("body").ariaSnapshot({ timeout: 5000 }).catch(String);
    console.error(`The page shows:\n${shown}\nIts complaints: ${JSON.stringify(this.complaints)}`);
  }

  async end() {
    await this.browser.close();
    await this.server.stop();
    await this.place.clear();
    assert.deepEqual(this.complaints, [], "the page reports no error");
  }
}
