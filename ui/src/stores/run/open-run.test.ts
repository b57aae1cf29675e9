import { afterEach, expect, it } from 'vitest';
import { setBackend } from '../../backend/chosen';
import { fakeBackend } from '../../backend/fake';
import type { JournalEntry, RunUpdate } from '../../contract';
import { EMPTY_RUN } from './fixtures';
import { openRun, type RunSession } from './open-run';

const entry = (seq: number): JournalEntry => ({ seq, time: seq, type: 'stepStarted', branch: null, element: null, step: null, record: null, details: {} });
const update = (seq: number): RunUpdate => ({
  runId: 'r1',
  fromSeq: seq,
  seq,
  entries: [entry(seq)],
  changes: [{ change: 'flowTaken', flowId: 'f', branchId: 'a', count: seq }],
});
const settled = () => new Promise((resolve) => setTimeout(resolve));

let session: RunSession | null = null;
afterEach(() => session?.close());

/** A run of `length` journal entries at a host that answers pages. */
function host(length: number) {
  let seq = length;
  const made = fakeBackend({
    watchRun: () => ({ ...EMPTY_RUN, seq }),
    runXml: () => ({ xml: '<definitions/>', version: '0' }),
    readJournal: ({ fromSeq, limit }) => ({
      entries: Array.from({ length: Math.min(limit, seq - fromSeq + 1) }, (_, index) => entry(fromSeq + index)),
      lastSeq: seq,
    }),
  });
  setBackend(made.backend);
  const number = () => made.host.calls.filter(({ method }) => method === 'watchRun').length;
  return { ...made, grow: (to: number) => (seq = to), push: (...seqs: number[]) => made.host.push({ subscription: number(), batch: { topic: 'run', updates: seqs.map(update) } }), number };
}

it('opens with the snapshot, its text and the last stretch of its journal', async () => {
  host(1_200);
  session = openRun('r1');
  await settled();
  const { view, xml, journal } = session.store.getState();
  expect(view?.seq).toBe(1_200);
  expect(xml).toBe('<definitions/>');
  expect([journal.entries[0]?.seq, journal.lastSeq]).toEqual([701, 1_200]);
});

it('fetches earlier stretches until the journal is whole', async () => {
  host(1_200);
  session = openRun('r1');
  await settled();
  while (await session.loadEarlier());
  expect(session.store.getState().journal.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 1_200 }, (_, index) => index + 1));
});

it('tells the canvas each batch after the view has it', async () => {
  const { push } = host(1);
  session = openRun('r1');
  await settled();
  const told: number[] = [];
  session.onUpdates((view, updates) => told.push(view.seq, updates.length));
  push(2, 3);
  expect(told).toEqual([3, 2]);
  expect(session.store.getState().journal.lastSeq).toBe(3);
});

it('watches again when something is missing, and the journal has no gap afterwards', async () => {
  const { push, grow, number } = host(3);
  session = openRun('r1');
  await settled();
  grow(9);
  push(8);
  await settled();
  expect(number()).toBe(2);
  expect(session.store.getState().view?.seq).toBe(9);
  expect(session.store.getState().journal.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
