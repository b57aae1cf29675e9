import { expect, it } from 'vitest';
import type { RunSummary } from '../contract';
import { withinPart, withPage, withRuns } from './runs';

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

it('of a list that goes on, what belongs behind its known part stays out', () => {
  const known = [run('d', 4), run('c', 3)];
  expect(ids(withinPart(known, [run('a', 1), run('e', 5), run('c', 3, 2)], ['d']))).toEqual(['e', 'c']);
});

it('a page that is put behind holds nothing twice', () => {
  expect(ids(withPage([run('c', 3), run('b', 2)], [run('b', 2), run('a', 1)]))).toEqual(['c', 'b', 'a']);
});
