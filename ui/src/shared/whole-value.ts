import type { JsonValue, ValueRange } from '../contract';

/** Bytes that are fetched at once. */
const RANGE = 256 * 1024;

/** A value that was too large to be sent, put together from ranges. `onShare` hears how much of it is there, from 0 to 1. */
export async function wholeValue(
  bytes: number,
  read: (from: number, length: number) => Promise<ValueRange>,
  onShare?: (share: number) => void,
): Promise<JsonValue> {
  let text = '';
  for (let from = 0; from < bytes; ) {
    // Each range begins where the one before ended.
    // oxlint-disable-next-line no-await-in-loop
    const range = await read(from, RANGE);
    if (range.text === '') break;
    text += range.text;
    from = range.from + new TextEncoder().encode(range.text).length;
    onShare?.(from / bytes);
  }
  return JSON.parse(text) as JsonValue;
}
