// Measures the Blackboard while much is written: `node tests/e2e/measure/board-writes.mjs [entries] [writes a second] [seconds]`.
// A second page writes over a connection of its own; the first one shows the keys and counts its frames.
import { openPage, startBrowser } from "../support/browser.mjs";
import { Place } from "../support/place.mjs";
import { Server } from "../support/server.mjs";

const [keys = 100_000, perSecond = 1000, length = 10] = process.argv.slice(2).map(Number);

/** @typedef {(method: string, params: object) => Promise<{ ok?: any, err?: object }>} Ask */

/** In the page: a connection to the engine, beside the page's own. @param {string} address */
async function connect(address) {
  const socket = new WebSocket(address.replace(/^http/, "ws").replace("/?", "/rpc?"));
  /** @type {Map<number, (frame: { ok?: any, err?: object }) => void>} */
  const waiting = new Map();
  let next = 1;
  socket.addEventListener("message", ({ data }) => {
    const frame = JSON.parse(data);
    waiting.get(frame.id)?.(frame);
    waiting.delete(frame.id);
  });
  await new Promise((done) => socket.addEventListener("open", done));
  /** @type {Ask} */
  const ask = (method, params) =>
    new Promise((done) => {
      const id = next++;
      waiting.set(id, done);
      socket.send(JSON.stringify({ id, request: { method, params } }));
    });
  return { ask };
}

/** In the page: a swarm with so many entries. @param {{ ask: Ask }} connection @param {number} count */
async function make({ ask }, count) {
  /** @type {Record<string, object>} */
  const entries = {};
  for (let at = 0; at < count; at += 1) entries[`notes/${String(at).padStart(6, "0")}`] = { at, text: "as it was" };
  const text = JSON.stringify({ format: "routine-swarm/1", name: "Many", goal: "Much", limits: { entries: count + 10 }, entries });
  const made = await ask("createSwarm", { swarm: { source: "text", text } });
  if (made.err) throw new Error(JSON.stringify(made.err));
  return String(made.ok.swarmId);
}

/** In the page: writes at a steady rate, half of it to what stands on the screen. @param {{ ask: Ask }} connection @param {{ swarmId: string, rate: number, seconds: number, entries: number }} plan */
async function write({ ask }, { swarmId, rate, seconds, entries }) {
  /** @type {number[]} */
  const took = [];
  const begun = performance.now();
  const passed = () => (performance.now() - begun) / 1000;
  let sent = 0;
  const open = { calls: 0 };
  while (passed() < seconds) {
    for (const due = Math.floor(passed() * rate); sent < due && open.calls < 256; sent += 1) {
      const key = `notes/${String(sent % 2 === 0 ? sent % 20 : sent % entries).padStart(6, "0")}`;
      const at = performance.now();
      open.calls += 1;
      void ask("postEntry", { swarmId, key, operation: "set", value: { at: sent, text: "again" } }).then(({ err }) => {
        if (err) throw new Error(JSON.stringify(err));
        open.calls -= 1;
        took.push(performance.now() - at);
      });
    }
    await new Promise((done) => setTimeout(done, 4));
  }
  while (open.calls > 0) await new Promise((done) => setTimeout(done, 10));
  took.sort((one, other) => one - other);
  const at = (/** @type {number} */ share) => Math.round(took[Math.floor((took.length - 1) * share)] ?? 0);
  return { written: sent, perSecond: Math.round(sent / passed()), median: at(0.5), p99: at(0.99) };
}

/** In the page: how often it draws. @param {number} seconds @returns {Promise<{ perSecond: number, p95: number, longest: number }>} */
function frames(seconds) {
  return new Promise((done) => {
    /** @type {number[]} */
    const gaps = [];
    const begun = performance.now();
    let last = begun;
    const frame = (/** @type {number} */ now) => {
      gaps.push(now - last);
      last = now;
      if (now - begun < seconds * 1000) return void requestAnimationFrame(frame);
      gaps.sort((one, other) => one - other);
      const at = (/** @type {number} */ share) => Math.round(gaps[Math.floor((gaps.length - 1) * share)] ?? 0);
      done({ perSecond: Math.round(gaps.length / ((now - begun) / 1000)), p95: at(0.95), longest: at(1) });
    };
    requestAnimationFrame(frame);
  });
}

const place = await Place.make();
const server = await Server.start(place);
const browser = await startBrowser();
try {
  const { page } = await openPage(browser, server.address);
  const quiet = await page.evaluate(frames, 3);
  const writer = await (await browser.newContext()).newPage();
  await writer.goto(new URL(server.address).origin);
  const connection = await writer.evaluateHandle(connect, server.address);
  const swarmId = await connection.evaluate(make, keys);
  await page.getByRole("navigation", { name: "Places" }).getByRole("button", { name: "Blackboard" }).click();
  await page.getByRole("grid", { name: "Keys" }).getByText("notes/000000").waitFor({ timeout: 60_000 });
  const writing = connection.evaluate(write, { swarmId, rate: perSecond, seconds: length, entries: keys });
  const busy = await page.evaluate(frames, length);
  console.log(JSON.stringify({ entries: keys, writes: await writing, frames: { quiet, busy } }));
} finally {
  await browser.close();
  await server.stop();
  await place.clear();
}
