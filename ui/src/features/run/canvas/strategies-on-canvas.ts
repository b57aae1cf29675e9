import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunCanvas } from '../../../canvas/run-canvas';
import { badgesOf } from '../../strategy/badges';
import { useStrategyViewOf } from '../../strategy/strategy-view';
import { useView } from '../run-context';
import { actualOf, badgesInRun } from '../strategy/actual';
import { useComputedStrategies } from '../strategy/run-strategies';

/** Shows on the drawing how steps are done: what was really chosen, else what the routine says. */
export function useStrategiesOnCanvas(canvas: RunCanvas): void {
  const { t } = useTranslation(['run', 'strategy']);
  const computed = useComputedStrategies();
  // Told as one text, so that the chips are drawn anew only when a choice is.
  const actual = useView((view) => JSON.stringify([...actualOf(view)]));
  useStrategyViewOf(canvas);
  useEffect(() => {
    const chosen = new Map(JSON.parse(actual) as Iterable<readonly [string, 'deterministic' | 'reasoning' | 'conversational']>);
    const badges = badgesInRun(badgesOf(computed), chosen, (now, before) =>
      t('run:strategyDiffers', { now: t(`strategy:name_${now}`), before: t(`strategy:name_${before}`) }),
    );
    canvas.strategies.set(badges);
  }, [canvas, computed, actual, t]);
}
