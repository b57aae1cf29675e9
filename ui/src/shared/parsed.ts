import type { JsonValue } from '../contract';

/** A text as JSON, or why it is none. */
export function parsed(text: string): { value: JsonValue | undefined; error: string | null } {
  try {
    return { value: JSON.parse(text) as JsonValue, error: null };
  } catch (failure) {
    return { value: undefined, error: failure instanceof Error ? failure.message : String(failure) };
  }
}
