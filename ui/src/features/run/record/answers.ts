import type { JsonValue, StepRecordKind } from '../../../contract';

export type Recorded = StepRecordKind;
export type Asked = Extract<StepRecordKind, { kind: 'callAsked' }>;

/** Calls about which somebody has yet to decide, in order. */
export function undecided(records: readonly StepRecordKind[]): Asked[] {
  const open = new Map<string, Asked>();
  for (const what of records) {
    if (what.kind === 'callAsked' && what.approval) open.set(what.call, what);
    else if (what.kind === 'callAsked') open.delete(what.call);
    else if (what.kind === 'callApproved' || what.kind === 'callRejected' || what.kind === 'callCancelled' || what.kind === 'callEnded') open.delete(what.call);
  }
  return [...open.values()];
}

/** What a conversation has led to and a person has yet to agree to; null while it goes on. */
export function offered(records: readonly StepRecordKind[]): Record<string, JsonValue> | null {
  const last = records.findLast((what) => what.kind === 'modelAnswered' || what.kind === 'personSaid');
  const value = last?.kind === 'modelAnswered' ? last.tools.find(({ tool }) => tool === 'finish')?.arguments.value : undefined;
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, JsonValue>) : null;
}
