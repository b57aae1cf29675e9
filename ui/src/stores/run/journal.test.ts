import { expect, it } from 'vitest';
import type { JournalEntry, RunUpdate } from '../../contract';
import { emptyJournal, filtered, firstSeq, lastUpTo, NO_FILTER, withEarlier, withUpdates } from './journal';

const entry = (seq: number, more: Partial<JournalEntry> = {}): JournalEntry => ({
  seq,
  time: seq,
  type: 'stepStarted',
  branch: null,
  element: null,
  step: null,
  record: null,
  details: {},
  ...more,
});
const update = (...seqs: number[]): RunUpdate => ({
  runId: 'r1',
  fromSeq: seqs[0] ?? 0,
  seq: seqs.at(-1) ?? 0,
  entries: seqs.map((seq) => entry(seq)),
  changes: [],
});
const seqs = (entries: readonly JournalEntry[]) => entries.map(({ seq }) => seq);

it('updates are added at the end, once', () => {
  const journal = withUpdates(withUpdates(emptyJournal(4), [update(5, 6)]), [update(5, 6), update(7)]);
  expect(seqs(journal.entries)).toEqual([5, 6, 7]);
  expect(journal.lastSeq).toBe(7);
});

it('an earlier stretch is added only where it fits without a gap', () => {
  const journal = withUpdates(emptyJournal(4), [update(5)]);
  expect(seqs(withEarlier(journal, [entry(3), entry(4)]).entries)).toEqual([3, 4, 5]);
  expect(withEarlier(journal, [entry(1), entry(2)])).toBe(journal);
  expect(firstSeq(emptyJournal(4))).toBe(5);
});

it('a filter narrows by event, branch and element together', () => {
  const entries = [entry(1, { branch: 'a', element: 'x' }), entry(2, { branch: 'a' }), entry(3, { type: 'stepCompleted', branch: 'a' })];
  expect(seqs(filtered(entries, { ...NO_FILTER, branch: 'a', type: 'stepStarted' }))).toEqual([1, 2]);
  expect(seqs(filtered(entries, { ...NO_FILTER, element: 'x' }))).toEqual([1]);
  expect(filtered(entries, NO_FILTER)).toBe(entries);
});

it('the line of a moment is the last one that was there, also when a filter leaves its own out', () => {
  const some = [entry(3), entry(7), entry(8)];
  expect(lastUpTo(some, 7)).toBe(1);
  expect(lastUpTo(some, 6)).toBe(0);
  expect(lastUpTo(some, 99)).toBe(2);
  expect(lastUpTo(some, 2)).toBe(-1);
  expect(lastUpTo([], 2)).toBe(-1);
});
