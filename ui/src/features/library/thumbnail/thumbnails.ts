import { backend } from '../../../backend/chosen';
import { readDrawing, type Drawing } from '../../../canvas/diagram-text/drawing';

/** Drawings by version of the file: a version never changes. */
const drawings = new Map<string, Promise<Drawing | null>>();

/** Larger files are not read for a thumbnail. */
const LARGE_BYTES = 2_000_000;
/** Files read at the same time; the rest waits its turn, so that a click is never behind them. */
const AT_ONCE = 2;

let reading = 0;
const queue: (() => void)[] = [];

async function inTurn<Value>(read: () => Promise<Value>): Promise<Value> {
  if (reading >= AT_ONCE) await new Promise<void>((resolve) => queue.push(resolve));
  reading += 1;
  try {
    return await read();
  } finally {
    reading -= 1;
    queue.shift()?.();
  }
}

/** The drawing of a routine's file; null when it has none or cannot be read. */
export function drawingOf(routine: { path: string; version: string; bytes: number }): Promise<Drawing | null> {
  const known = drawings.get(routine.version);
  if (known) return known;
  const read =
    routine.bytes > LARGE_BYTES
      ? Promise.resolve(null)
      : inTurn(async () => readDrawing((await backend().openRoutine({ path: routine.path })).xml)).catch(() => null);
  drawings.set(routine.version, read);
  return read;
}
