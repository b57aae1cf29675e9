import { expect, it } from 'vitest';
import type { RoutineSummary, RunSummary } from '../../contract';
import { inHeldOrder, isSearched, lastRunFirst } from './order';

const routine = (name: string, modifiedAt: number, ranAt?: number) =>
  ({ name, modifiedAt, lastRun: ranAt === undefined ? null : ({ changedAt: ranAt } as RunSummary) }) as RoutineSummary;

it('what was last touched comes first, by a change or by a run', () => {
  const names = lastRunFirst([routine('old', 1), routine('ran', 2, 9), routine('edited', 5)]).map(({ name }) => name);
  expect(names).toEqual(['ran', 'edited', 'old']);
});

it('an order that is held stays, and what is new stands at the end', () => {
  const at = (path: string) => ({ path }) as RoutineSummary;
  const now = [at('new'), at('b'), at('a')];
  expect(inHeldOrder(now, ['a', 'b', 'gone']).map(({ path }) => path)).toEqual(['a', 'b', 'new']);
  expect(inHeldOrder(now, null)).toBe(now);
});

it('every word of a query has to be found, in any place', () => {
  const line = { name: 'Invoice approval', fileName: 'invoice.bpmn', folder: 'Finance' };
  expect(isSearched(line, 'FINANCE appr')).toBe(true);
  expect(isSearched(line, 'finance launch')).toBe(false);
  expect(isSearched(line, '  ')).toBe(true);
});
