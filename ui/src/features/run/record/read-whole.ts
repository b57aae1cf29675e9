import { backend } from '../../../backend/chosen';
import type { JsonValue } from '../../../contract';

/** Bytes that are fetched at once. */
const RANGE = 256 * 1024;

/** A value that was too large to be sent, put together from ranges. */
export async function readWhole(runId: string, reference: string, bytes: number): Promise<JsonValue> {
  let text = '';
  for (let from = 0; from < bytes; ) {
    // Each range begins where the one before ended.
    // oxlint-disable-next-line no-await-in-loop
    const range = await backend().readValue({ runId, reference, from, length: RANGE });
    if (range.text === '') break;
    text += range.text;
    from = range.from + new TextEncoder().encode(range.text).length;
  }
  return JSON.parse(text) as JsonValue;
}
