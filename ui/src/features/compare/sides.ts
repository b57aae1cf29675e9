import type { RunComparison, StepDifference } from '../../contract';

/** In which of two runs something happened; `differs` where it was not the same in both. */
export type Side = 'left' | 'right' | 'same' | 'differs';

export function sideOf({ left, right, differs }: Pick<StepDifference, 'left' | 'right' | 'differs'>): Side {
  if (left === null) return 'right';
  if (right === null) return 'left';
  return differs ? 'differs' : 'same';
}

/** What happened where, by the id of the shape or flow. */
export function sidesOf({ steps, flows }: Pick<RunComparison, 'steps' | 'flows'>): ReadonlyMap<string, Side> {
  const sides = new Map<string, Side>(steps.map((step) => [step.element, sideOf(step)]));
  for (const { flowId, left, right } of flows) sides.set(flowId, right === 0 ? 'left' : left === 0 ? 'right' : left === right ? 'same' : 'differs');
  return sides;
}
