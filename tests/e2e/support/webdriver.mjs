// The desktop program, driven through WebKitWebDriver by plain W3C WebDriver calls.
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { end, start } from "./child.mjs";
import { until } from "./until.mjs";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** Keys of the WebDriver standard that stories press. */
export const Keys = { control: "\uE009", enter: "\uE007", escape: "\uE00C", f5: "\uE035", f10: "\uE03A" };

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** A running program with one window. */
export class DesktopProgram {
  /** @param {import("node:child_process").ChildProcess} driver @param {string} session */
  constructor(driver, session) {
    this.driver = driver;
    this.session = session;
  }

  /**
   * Starts the program under a driver of its own.
   * @param {{ program: string, args?: string[], variables: Record<string, string> }} options
   */
  static async start({ program, args = [], variables }) {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const driver = start("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, ...variables, TAURI_WEBVIEW_AUTOMATION: "true" },
    });
    try {
      await until("the driver answers", () => call("GET", `${address}/status`));
      const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": { binary: program, args } } };
      const { sessionId } = await call("POST", `${address}/session`, { capabilities });
      return new DesktopProgram(driver, `${address}/session/${sessionId}`);
    } catch (error) {
      await end(driver);
      throw error;
    }
  }

  /** Waits for an element and answers its reference. @param {string} css */
  async element(css) {
    const found = await until(`there is ${css}`, () => this.#post("/element", { using: "css selector", value: css }));
    return String(found[ELEMENT]);
  }

  /** All text inside an element. The driver's own idea of what is visible leaves out text in flexible boxes. @param {string} css */
  async text(css) {
    return String(await call("GET", `${this.session}/element/${await this.element(css)}/property/textContent`));
  }

  /** @param {string} css */
  async click(css) {
    await until(`${css} can be clicked`, async () => {
      await this.#post(`/element/${await this.element(css)}/click`, {});
      return true;
    });
  }

  /** @param {string} css @param {string} text */
  async type(css, text) {
    await this.#post(`/element/${await this.element(css)}/value`, { text });
  }

  /** Presses keys together, the last one released first. @param {string[]} keys */
  async press(...keys) {
    const down = keys.map((value) => ({ type: "keyDown", value }));
    const up = keys.toReversed().map((value) => ({ type: "keyUp", value }));
    await this.#post("/actions", { actions: [{ type: "key", id: "keyboard", actions: [...down, ...up] }] });
  }

  /** Runs the body of a function in the page. @param {string} body @param {unknown[]} args */
  evaluate(body, ...args) {
    return this.#post("/execute/sync", { script: body, args });
  }

  /** The window's title as the page gives it. */
  async title() {
    return String(await call("GET", `${this.session}/title`));
  }

  /** @param {string} file */
  async screenshot(file) {
    await writeFile(file, Buffer.from(String(await call("GET", `${this.session}/screenshot`)), "base64"));
  }

  /** Ends it as a power cut would. */
  kill() {
    return end(this.driver);
  }

  /** Closes the window, then ends the driver. */
  async close() {
    try {
      await call("DELETE", this.session);
    } finally {
      await end(this.driver);
    }
  }

  /** @param {string} path @param {unknown} body */
  #post(path, body) {
    return call("POST", this.session + path, body);
  }
}

/**
 * @param {string} method
 * @param {string} address
 * @param {unknown} [body]
 */
async function call(method, address, body) {
  const response = await fetch(address, body === undefined ? { method } : { method, body: JSON.stringify(body) });
  const { value } = /** @type {{ value: any }} */ (await response.json());
  if (!response.ok) throw new Error(`${method} ${address}: ${value.error}: ${value.message}`);
  return value;
}
