import type { TFunction } from 'i18next';
import type { SubtaskBlock, SwarmReason } from '../../contract';

/** What a subtask waits for. */
export const blockWords = (t: TFunction<'blackboard'>, { on, message, subtasks }: SubtaskBlock, nameOf: (id: string) => string): string =>
  t(`blocked_${on}`, { message: message ?? '', subtasks: subtasks.map(nameOf).join(' · ') });

/** Why a swarm stands where it does. */
export const reasonWords = (t: TFunction<'blackboard'>, { why, message, subtasks }: SwarmReason, nameOf: (id: string) => string): string => {
  const words = t(`reason_${why}`, { subtasks: subtasks.map(nameOf).join(' · ') });
  return message === null ? words : `${words}: ${message}`;
};
