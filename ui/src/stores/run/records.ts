import { backend } from '../../backend/chosen';
import type { StepRecordView } from '../../contract';

/** What steps have put on record, as far as the page has asked for it; by step. */
export type Records = ReadonlyMap<string, readonly StepRecordView[]>;

/** Adds what comes after what is held already. */
export function withRecords(records: Records, stepId: string, found: readonly StepRecordView[]): Records {
  const held = records.get(stepId) ?? [];
  const last = held.at(-1)?.seq ?? 0;
  const fresh = found.filter(({ seq }) => seq > last);
  if (fresh.length === 0 && records.has(stepId)) return records;
  return new Map(records).set(stepId, [...held, ...fresh]);
}

/** Requests of a stretch that have ended, however. */
export const endedCalls = (found: readonly StepRecordView[]): number[] =>
  found.flatMap(({ what }) => (what.kind === 'modelAnswered' || what.kind === 'modelFailed' || what.kind === 'modelLost' ? [what.call] : []));

/** Asks for what is new on the record of a step; one question a step at a time. */
export function recordReader(runId: string, held: (stepId: string) => readonly StepRecordView[], take: (stepId: string, found: readonly StepRecordView[]) => void) {
  const asking = new Map<string, Promise<void>>();
  return (stepId: string): Promise<void> => {
    const begun = (asking.get(stepId) ?? Promise.resolve())
      .catch(() => undefined)
      .then(async () => {
        const fromSeq = (held(stepId).at(-1)?.seq ?? 0) + 1;
        take(stepId, await backend().readStepRecords({ runId, stepId, fromSeq }));
      });
    asking.set(stepId, begun);
    return begun;
  };
}
