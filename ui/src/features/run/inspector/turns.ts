import type { StepView, TimelineRow } from '../../../contract';

/** Steps of one element by the turn or instance in which they were done, in order; empty where nothing is repeated. */
export function stepsByTurn(steps: readonly StepView[], rows: readonly Pick<TimelineRow, 'branchId' | 'iteration'>[]): ReadonlyMap<number, readonly StepView[]> {
  const turnOf = new Map(rows.flatMap(({ branchId, iteration }) => (iteration === null ? [] : [[branchId, iteration] as const])));
  const turns = new Map<number, StepView[]>();
  for (const step of steps) {
    const turn = turnOf.get(step.branchId);
    if (turn !== undefined) turns.set(turn, [...(turns.get(turn) ?? []), step]);
  }
  return new Map([...turns].sort(([a], [b]) => a - b));
}
