import type { JsonValue } from '../../../contract';
import { parsed } from '../../../shared/parsed';

/** A value as a person edits it. */
export const written = (value: JsonValue): string => JSON.stringify(value, null, 2);

const isRecord = (value: JsonValue): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What was made of a proposal: nothing when it is as it was, `faulty` when it cannot be taken. */
export function editedArguments(proposed: JsonValue | undefined, text: string): JsonValue | 'faulty' | null {
  if (proposed === undefined) return null;
  const { value } = parsed(text);
  if (value === undefined || (isRecord(proposed) && !isRecord(value))) return 'faulty';
  return JSON.stringify(value) === JSON.stringify(proposed) ? null : value;
}
