import { expect, it } from 'vitest';
import type { RunSummary } from '../contract';
import { withRuns } from './runs';

const run = (runId: string, startedAt: number, steps = 0) => ({ runId, startedAt, steps }) as RunSummary;
const ids = (list: readonly RunSummary[]) => list.map(({ runId }) => runId);

it('a new run comes first, a changed one keeps its place', () => {
  const known = [run('b', 2), run('a', 1)];
  const next = withRuns(known, [run('a', 1, 5), run('c', 3)], []);
  expect(ids(next)).toEqual(['c', 'b', 'a']);
  expect(next[2]?.steps).toBe(5);
});

it('a run that is gone leaves the list, even when it changed just before', () => {
  expect(ids(withRuns([run('b', 2), run('a', 1)], [run('b', 2, 1)], ['b']))).toEqual(['a']);
});
