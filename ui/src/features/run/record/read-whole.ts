import { backend } from '../../../backend/chosen';
import type { JsonValue } from '../../../contract';
import { wholeValue } from '../../../shared/whole-value';

/** A value of a run that was too large to be sent. */
export const readWhole = (runId: string, reference: string, bytes: number): Promise<JsonValue> =>
  wholeValue(bytes, (from, length) => backend().readValue({ runId, reference, from, length }));
