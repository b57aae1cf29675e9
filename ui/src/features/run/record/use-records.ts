import { useEffect } from 'react';
import type { StepRecordView, StepView } from '../../../contract';
import { tellFailure } from '../../../stores/tell-failure';
import { heardKey } from '../../../stores/run/heard';
import { useRun, useSession } from '../run-context';

/** What the doing of a step has put on record; what is new is asked for as the step goes on. Null until it is there. */
export function useRecords({ id, records }: Pick<StepView, 'id' | 'records'>): readonly StepRecordView[] | null {
  const session = useSession();
  const known = useRun((run) => run.records.get(id));
  const missingUpTo = records > (known?.length ?? 0) ? records : 0;
  useEffect(() => {
    if (missingUpTo > 0) session.loadRecords(id).catch(tellFailure);
  }, [session, id, missingUpTo]);
  return known ?? (records === 0 ? NONE : null);
}

const NONE: readonly StepRecordView[] = [];

/** What a model is saying in answer to a request that has not ended. */
export const useHeard = (stepId: string, call: number): string | null => useRun((run) => run.heard.get(heardKey(stepId, call)) ?? null);
