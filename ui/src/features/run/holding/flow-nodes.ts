import { useMemo } from 'react';
import { elementsOf, isFlowNode } from '../drawn-elements';
import { useRun } from '../run-context';

/** Everything on the drawing that branches come to, as it is written in the routine. */
export function useFlowNodes(): readonly string[] {
  const runId = useRun((run) => run.runId);
  const xml = useRun((run) => run.xml);
  return useMemo(() => {
    const elements = elementsOf(runId, xml);
    return [...elements.keys()].filter((id) => isFlowNode(elements, id));
  }, [runId, xml]);
}
