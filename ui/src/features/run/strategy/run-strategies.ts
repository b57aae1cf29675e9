import { useEffect, useState } from 'react';
import { backend } from '../../../backend/chosen';
import type { ActivityStrategy } from '../../../contract';
import { tellFailure } from '../../../stores/tell-failure';
import { useRun } from '../run-context';

/** How each activity is done, by element. */
export type Strategies = ReadonlyMap<string, ActivityStrategy>;

const NONE: Strategies = new Map();
const asked = new Map<string, { xml: string; made: Promise<Strategies> }>();

function strategiesOf(runId: string, xml: string): Promise<Strategies> {
  const known = asked.get(runId);
  if (known?.xml === xml) return known.made;
  const made = backend()
    .routineStrategies({ xml })
    .then((found) => new Map(found.map((one) => [one.element, one])));
  asked.set(runId, { xml, made });
  made.catch(() => asked.delete(runId));
  return made;
}

/** How the activities of the version that runs are done as far as the routine says it; empty until that is known. */
export function useComputedStrategies(): Strategies {
  const runId = useRun((run) => run.runId);
  const xml = useRun((run) => run.xml);
  const [strategies, setStrategies] = useState(NONE);
  useEffect(() => {
    if (xml === null) return;
    let isWanted = true;
    strategiesOf(runId, xml).then((found) => isWanted && setStrategies(found), tellFailure);
    return () => {
      isWanted = false;
    };
  }, [runId, xml]);
  return strategies;
}
