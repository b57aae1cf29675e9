import { expect, it } from 'vitest';
import type { RoutineSummary, RunSummary } from '../contract';
import { noteLastRuns, noteRoutines, useLibrary, withLastRuns, withRoutines } from './library';

const routine = (path: string, name: string, folder = '') => ({ path, name, folder }) as RoutineSummary;
const names = (list: readonly RoutineSummary[]) => list.map(({ name }) => name);

it('changed lines replace what was known of their file, new ones are put in order', () => {
  const known = [routine('b', 'Bravo'), routine('d', 'Delta')];
  expect(names(withRoutines(known, [routine('b', 'Echo'), routine('c', 'Charlie')], []))).toEqual(['Charlie', 'Delta', 'Echo']);
});

it('removed lines are gone, and folders come in order', () => {
  const known = [routine('a', 'Alpha'), routine('x', 'Xray', 'sales')];
  expect(names(withRoutines(known, [routine('z', 'Zulu')], ['a']))).toEqual(['Zulu', 'Xray']);
});

it('a routine shows its latest run, whatever comes first', () => {
  const run = (runId: string, path: string, startedAt: number, status = 'inProgress') => ({ runId, startedAt, status, routine: { path } }) as RunSummary;
  const fresh = { ...routine('a', 'Alpha'), lastRun: null };
  const latest = withLastRuns([fresh], [run('r2', 'a', 2), run('r1', 'a', 1), run('r3', 'b', 3)]);
  expect(latest[0]?.lastRun?.runId).toBe('r2');
  const ended = withLastRuns(latest, [run('r2', 'a', 2, 'completed')]);
  expect(ended[0]?.lastRun?.status).toBe('completed');
  expect(withLastRuns(ended, [run('r1', 'a', 1)])[0]).toBe(ended[0]);
});

it('a line that was read before its run ended, and comes after that was heard, shows the end', () => {
  const run = (status: string) => ({ runId: 'r1', startedAt: 1, status, routine: { path: 'a' } }) as RunSummary;
  useLibrary.setState({ routines: [] });
  noteLastRuns([run('completed')]);
  noteRoutines([{ ...routine('a', 'Alpha'), lastRun: run('inProgress') }]);
  expect(useLibrary.getState().routines?.[0]?.lastRun?.status).toBe('completed');
});
