import i18next from 'i18next';
import type { StrategyBadge } from '../../canvas/strategy';
import type { ActivityStrategy } from '../../contract';

/** Whether the detector chose. */
export const isDetected = ({ source }: ActivityStrategy): boolean => source === 'detector';

/** Whether the step itself says how it is done. */
const isOwn = ({ chain }: ActivityStrategy): boolean => chain.some(({ source, result }) => source === 'step' && result === 'decided');

/** The chips of a routine. What leaves no choice has none: a letter there would only be noise. */
export function badgesOf(strategies: ReadonlyMap<string, ActivityStrategy>): Map<string, StrategyBadge> {
  const badges = new Map<string, StrategyBadge>();
  for (const [element, activity] of strategies) {
    if (activity.source !== 'element') badges.set(element, badgeOf(activity));
  }
  return badges;
}

function badgeOf(activity: ActivityStrategy): StrategyBadge {
  const auto = isDetected(activity);
  const strategy = i18next.t(`strategy:name_${activity.strategy}`);
  const source = i18next.t(`strategy:from_${activity.source}`);
  return { strategy: activity.strategy, auto, own: isOwn(activity), words: i18next.t(auto ? 'strategy:badgeAuto' : 'strategy:badge', { strategy, source }) };
}
