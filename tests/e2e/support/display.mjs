// A display that nobody looks at.
import { start } from "./child.mjs";

/**
 * Starts Xvfb on a free display number; answers the value for `DISPLAY`.
 * @returns {Promise<{ name: string, child: import("node:child_process").ChildProcess }>}
 */
export async function startDisplay(size = "1280x800x24") {
  const child = start("Xvfb", ["-displayfd", "3", "-screen", "0", size, "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const number = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", () => reject(new Error("Xvfb ended before it had a display")));
    child.stdio[3]?.once("data", (text) => resolve(String(text).trim()));
  });
  return { name: `:${number}`, child };
}
