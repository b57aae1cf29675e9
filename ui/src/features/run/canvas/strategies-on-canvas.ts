import { useEffect } from 'react';
import { backend } from '../../../backend/chosen';
import type { RunCanvas } from '../../../canvas/run-canvas';
import { tellFailure } from '../../../stores/tell-failure';
import { badgesOf } from '../../strategy/badges';
import { useStrategyViewOf } from '../../strategy/strategy-view';
import { useRun } from '../run-context';

/** Shows on the drawing how the steps of the version that runs are done. */
export function useStrategiesOnCanvas(canvas: RunCanvas): void {
  const xml = useRun((run) => run.xml);
  useStrategyViewOf(canvas);
  useEffect(() => {
    if (xml === null) return;
    let isWanted = true;
    backend()
      .routineStrategies({ xml })
      .then((strategies) => {
        if (isWanted) canvas.strategies.set(badgesOf(new Map(strategies.map((one) => [one.element, one]))));
      }, tellFailure);
    return () => {
      isWanted = false;
    };
  }, [canvas, xml]);
}
