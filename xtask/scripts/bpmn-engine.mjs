// node bpmn-engine.mjs PACKAGES FILE RUNS: one JSON line, the best of three. Tasks do nothing, conditions count in memory.
// Tasks answer asynchronously: bpmn-engine overflows the stack on long sequences of synchronous ones.
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [, , packages, file, runs] = process.argv;
const require = createRequire(pathToFileURL(`${packages}/package.json`));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);

const { Engine } = await load("bpmn-engine");
const elements = await load("bpmn-elements");
const moddle = await load("bpmn-moddle");
const serializer = await load("moddle-context-serializer");
const BpmnModdle = moddle.BpmnModdle ?? moddle.default;
const xml = await readFile(file, "utf8");

let i = 0;
const later = (then) => (_scope, callback) => {
  then();
  setImmediate(callback);
};
const services = {
  nothing: later(() => {}),
  reset: later(() => (i = 0)),
  count: later(() => (i += 1)),
  always: () => true,
  below: (limit) => i < limit,
};
const silent = () => ({ debug() {}, error() {}, warn() {}, info() {} });

async function parse() {
  const context = await new BpmnModdle().fromXML(xml);
  return serializer.default(context, serializer.TypeResolver({ ...elements }));
}

async function timed(work) {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

async function best(times, work) {
  const all = [];
  for (let time = 0; time < times; time++) all.push(await timed(work));
  return all.reduce((one, other) => (other.ms < one.ms ? other : one));
}

function run(sourceContext) {
  return new Promise((resolve, reject) => {
    const engine = new Engine({ sourceContext, services, Logger: silent });
    engine.once("end", resolve);
    engine.once("error", reject);
    engine.execute().catch(reject);
  });
}

const parsed = await best(3, parse);
const ran = await best(3, () => Promise.all(Array.from({ length: Number(runs) }, () => run(parsed.result))));
const rssMb = process.memoryUsage().rss / 1_048_576;
console.log(JSON.stringify({ parseMs: parsed.ms, ms: ran.ms, rssMb }));
