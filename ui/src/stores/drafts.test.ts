import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { setBackend } from '../backend/chosen';
import { fakeBackend, type FakeTransport } from '../backend/fake';
import type { DraftView } from '../contract';
import { discardDraft, flushDrafts, keepDraft } from './drafts';

let host: FakeTransport;

beforeEach(() => {
  vi.useFakeTimers();
  const made = fakeBackend({ saveDraft: (draft) => draft as DraftView, discardDraft: () => ({}) });
  setBackend(made.backend);
  host = made.host;
});
afterEach(() => {
  vi.useRealTimers();
});

const draft = (xml: string) => async () => ({ key: 'a', name: 'A', xml });
const kept = () => host.calls.filter(({ method }) => method === 'saveDraft').map(({ params }) => (params as { xml: string }).xml);
const failed = (failure: unknown) => {
  throw failure;
};

it('many changes are kept once, with the latest text, within two seconds of the first', async () => {
  for (const xml of ['1', '2', '3']) {
    keepDraft('a', draft(xml), failed);
    await vi.advanceTimersByTimeAsync(400);
  }
  await vi.advanceTimersByTimeAsync(2_000 - 1_200);
  expect(kept()).toEqual(['3']);
});

it('what waits can be kept at once', async () => {
  keepDraft('a', draft('1'), failed);
  await flushDrafts();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(kept()).toEqual(['1']);
});

it('a draft that was discarded is not kept afterwards', async () => {
  keepDraft('a', draft('1'), failed);
  await discardDraft('a');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(host.calls.map(({ method }) => method)).toEqual(['discardDraft']);
});
