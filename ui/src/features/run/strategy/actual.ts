import type { StrategyBadge } from '../../../canvas/strategy';
import type { RunView, Strategy } from '../../../contract';

/** What the latest steps of elements were done by, as far as a strategy was chosen; by element. */
export function actualOf({ steps }: Pick<RunView, 'steps'>): Map<string, Strategy> {
  const actual = new Map<string, Strategy>();
  for (const { element, strategy } of steps) if (strategy !== null) actual.set(element, strategy);
  return actual;
}

/** The chips of a run: what was really chosen in place of what was computed, marked where the two differ. */
export function badgesInRun(
  computed: ReadonlyMap<string, StrategyBadge>,
  actual: ReadonlyMap<string, Strategy>,
  words: (strategy: Strategy, computed: Strategy) => string,
): Map<string, StrategyBadge> {
  const badges = new Map(computed);
  for (const [element, strategy] of actual) {
    const badge = computed.get(element);
    if (badge && badge.strategy !== strategy) badges.set(element, { ...badge, strategy, auto: false, differs: true, words: words(strategy, badge.strategy) });
  }
  return badges;
}
