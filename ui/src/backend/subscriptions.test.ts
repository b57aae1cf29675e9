import { expect, it } from 'vitest';
import type { PushBatch, RunUpdate, RunView } from '../contract';
import { fakeBackend } from './fake';

const view = (seq: number) => ({ runId: 'r1', seq }) as RunView;
const update = (seq: number) => ({ runId: 'r1', fromSeq: seq, seq, entries: [], changes: [] }) satisfies RunUpdate;
const batch = (...seqs: number[]): PushBatch => ({ topic: 'run', updates: seqs.map(update) });

/** Lets every answer that is due arrive. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

function watched() {
  let seq = 1;
  const { backend, host } = fakeBackend({ watchRun: () => view(seq++), unwatch: () => ({}) });
  const told: string[] = [];
  const watch = backend.watchRun('r1', {
    snapshot: ({ seq: at }) => told.push(`snapshot ${at}`),
    updates: (updates) => told.push(`updates ${updates.map((one) => one.seq).join(',')}`),
    failed: (failure) => told.push(`failed ${failure.message}`),
  });
  const number = () => {
    const params = host.calls.findLast((call) => call.method === 'watchRun')?.params;
    return (params as { subscription: number }).subscription;
  };
  return { backend, host, told, watch, number };
}

it('what arrives before the snapshot is told after it', async () => {
  const { host, told, number } = watched();
  host.push({ subscription: number(), batch: batch(2, 3) });
  await settled();
  expect(told).toEqual(['snapshot 1', 'updates 2,3']);
});

it('a gap is answered by watching again under a new number', async () => {
  const { host, told, number } = watched();
  await settled();
  const before = number();
  host.push({ subscription: before, batch: { topic: 'runGap', runId: 'r1' } });
  await settled();
  expect(number()).not.toBe(before);
  host.push({ subscription: before, batch: batch(9) });
  host.push({ subscription: number(), batch: batch(3) });
  expect(told).toEqual(['snapshot 1', 'snapshot 2', 'updates 3']);
  expect(host.calls).toContainEqual({ method: 'unwatch', params: { subscription: before } });
});

it('after a lost connection everything is watched again', async () => {
  const { host, told } = watched();
  await settled();
  host.become({ state: 'lost', attempt: 1 });
  host.become({ state: 'connected' });
  await settled();
  expect(told).toEqual(['snapshot 1', 'snapshot 2']);
});

it('who has stopped is told nothing more', async () => {
  const { host, told, watch, number } = watched();
  await settled();
  watch.stop();
  host.push({ subscription: number(), batch: batch(2) });
  expect(told).toEqual(['snapshot 1']);
});

it('every command is a method of its own name', async () => {
  const { backend, host } = fakeBackend({ stepRun: () => ({}) });
  await backend.stepRun({ runId: 'r1', branchId: 'b2' });
  expect(host.calls).toEqual([{ method: 'stepRun', params: { runId: 'r1', branchId: 'b2' } }]);
  await expect(backend.getSettings()).rejects.toMatchObject({ name: 'BackendError', code: 'notAvailable' });
});
