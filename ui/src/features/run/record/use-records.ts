import { useEffect, useState } from 'react';
import { backend } from '../../../backend/chosen';
import type { StepRecordView, StepView } from '../../../contract';
import { tellFailure } from '../../../stores/tell-failure';
import { useRun } from '../run-context';

/** What the doing of a step has put on record; asked for again as the step goes on. Null until it is there. */
export function useRecords({ id, records }: Pick<StepView, 'id' | 'records'>): readonly StepRecordView[] | null {
  const runId = useRun((run) => run.runId);
  const [known, setKnown] = useState<{ stepId: string; records: readonly StepRecordView[] } | null>(null);
  useEffect(() => {
    if (records === 0) return;
    let isStale = false;
    backend()
      .readStepRecords({ runId, stepId: id })
      .then((found) => {
        if (!isStale) setKnown({ stepId: id, records: found });
      }, tellFailure);
    return () => {
      isStale = true;
    };
  }, [runId, id, records]);
  return known?.stepId === id ? known.records : null;
}
