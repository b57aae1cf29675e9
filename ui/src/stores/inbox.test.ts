import { expect, test } from 'vitest';
import type { RunSummary } from '../contract';
import { withAsking } from './inbox';

const run = (runId: string, asks: number, startedAt = 0): RunSummary => ({
  runId,
  origin: null,
  routine: { path: 'a.bpmn', name: 'A', version: 'v' },
  status: 'inProgress',
  reason: null,
  mode: 'data',
  startedAt,
  endedAt: null,
  changedAt: startedAt,
  steps: 0,
  seq: 1,
  waiting: [],
  asks,
  incidents: 0,
  credits: '0',
  interrupted: false,
});

const ids = (runs: readonly RunSummary[]) => runs.map(({ runId }) => runId);

test('runs come when they begin to wait for somebody and go when they are answered or removed', () => {
  const known = [run('b', 1, 2), run('a', 1, 1)];
  expect(ids(withAsking(known, [run('c', 2, 3), run('d', 0, 4)], []))).toEqual(['c', 'b', 'a']);
  expect(ids(withAsking(known, [run('b', 0, 2)], []))).toEqual(['a']);
  expect(ids(withAsking(known, [], ['a']))).toEqual(['b']);
});

test('what concerns nobody leaves the list the very same', () => {
  const known = [run('a', 1)];
  expect(withAsking(known, [run('z', 0)], ['y'])).toBe(known);
});
