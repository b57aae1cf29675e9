// Programs that a story starts: each leads a process group, so that ending it ends whatever it started in turn.
import { spawn } from "node:child_process";

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
process.on("exit", () => running.forEach((child) => signalGroup(child, "SIGKILL")));

/**
 * Starts a program in a process group of its own.
 * @param {string} program
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 */
export function start(program, args, options) {
  const child = spawn(program, args, { ...options, detached: true });
  running.add(child);
  child.once("exit", () => running.delete(child));
  child.once("error", () => running.delete(child));
  return child;
}

/**
 * Ends a program and all that it started, and waits until it is gone.
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
export async function end(child, signal = "SIGKILL") {
  const gone = child.exitCode !== null || child.signalCode !== null;
  const exit = gone ? Promise.resolve() : new Promise((resolve) => child.once("exit", resolve));
  signalGroup(child, signal);
  await exit;
}

/** @param {import("node:child_process").ChildProcess} child @param {NodeJS.Signals} signal */
function signalGroup(child, signal) {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // The group is already gone.
  }
}
