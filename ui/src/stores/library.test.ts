import { expect, it } from 'vitest';
import type { RoutineSummary } from '../contract';
import { withRoutines } from './library';

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
