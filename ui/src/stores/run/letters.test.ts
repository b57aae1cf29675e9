import { expect, it } from 'vitest';
import type { JournalEntry } from '../../contract';
import { branch } from './fixtures';
import { branchSign, withBranches, withEntries } from './letters';

it('letters go on after Z as the engine writes them', () => {
  expect([0, 25, 26, 27, 701, 702].map((count) => branchSign(count).letter)).toEqual(['A', 'Z', 'AA', 'AB', 'ZZ', 'AAA']);
  expect(branchSign(9).colour).toBe(1);
});

it('a branch keeps its letter after it has ended', () => {
  const begun: JournalEntry = { seq: 1, time: 1, type: 'branchCreated', branch: '7', element: 'S', step: null, record: null, details: { letter: 1, scope: '1' } };
  const letters = withBranches(withEntries(new Map(), [begun]), [branch('9', 'T', { letter: 'C', colour: 2 })]);
  expect(Object.fromEntries(letters)).toEqual({ 7: { letter: 'B', colour: 1 }, 9: { letter: 'C', colour: 2 } });
  expect(withEntries(letters, [begun])).toBe(letters);
});
