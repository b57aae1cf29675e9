// The real engine behind a browser: `routine serve`.
import { createInterface } from "node:readline";
import { end, start } from "./child.mjs";
import { built } from "./place.mjs";

/** A running `routine serve`. */
export class Server {
  /** @param {import("node:child_process").ChildProcess} child @param {string} address */
  constructor(child, address) {
    this.child = child;
    this.address = address;
  }

  /**
   * Starts it on a free port and waits for the address that it prints.
   * @param {import("./place.mjs").Place} place
   * @param {string[]} files routines to open in the page
   */
  static async start(place, files = []) {
    const child = start(built("ROUTINE", "routine"), ["--json", "serve", "--folder", place.project, ...files], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ...place.variables },
    });
    const address = await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (status) => reject(new Error(`routine serve ended with status ${status} before it had an address`)));
      if (!child.stdout) throw new Error("its output is piped");
      createInterface(child.stdout).once("line", (line) => resolve(JSON.parse(line).address));
    });
    return new Server(child, address);
  }

  /** Ends it as a power cut would. */
  kill() {
    return end(this.child, "SIGKILL");
  }

  /** Asks it to end. */
  stop() {
    return end(this.child, "SIGTERM");
  }
}
