import { useEffect, useMemo } from 'react';
import type { StepRecordView, StepView } from '../../../contract';
import { tellFailure } from '../../../stores/tell-failure';
import { heardKey } from '../../../stores/run/heard';
import { useIsPast, useRun, useSession } from '../run-context';

/** What the doing of a step had put on record at the moment that is shown; what is new is asked for as the step goes on. Null until it is there. */
export function useRecords({ id, records }: Pick<StepView, 'id' | 'records'>): readonly StepRecordView[] | null {
  const session = useSession();
  const known = useRun((run) => run.records.get(id));
  const missingUpTo = records > (known?.length ?? 0) ? records : 0;
  useEffect(() => {
    if (missingUpTo > 0) session.loadRecords(id).catch(tellFailure);
  }, [session, id, missingUpTo]);
  const isPast = useIsPast();
  const shown = useMemo(() => (isPast ? known?.slice(0, records) : known), [isPast, known, records]);
  return shown ?? (records === 0 ? NONE : null);
}

const NONE: readonly StepRecordView[] = [];

/** What a model is saying in answer to a request that has not ended; what it was saying earlier is not kept in pieces. */
export const useHeard = (stepId: string, call: number): string | null =>
  useRun(({ heard, past }) => (past === null ? (heard.get(heardKey(stepId, call)) ?? null) : null));
