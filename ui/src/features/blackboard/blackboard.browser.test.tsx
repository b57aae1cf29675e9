import axe from 'axe-core';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import '../../shared/tokens.css';
import '../../shared/base.css';
import { BackendError } from '../../backend/backend-error';
import { setBackend } from '../../backend/chosen';
import { fakeBackend, type FakeTransport } from '../../backend/fake';
import type { EntryMerge, EntryView, PostEntry, SwarmUpdate } from '../../contract';
import { lookAtNow } from '../../stores/swarm/cursor';
import { useSwarms } from '../../stores/swarm/swarms';
import { loadWords } from '../../words/words';
import { AT_WORK, BURN_DOWN, HISTORY, LEDGER, lineAt, pageOf } from './fixtures';
import Blackboard from './blackboard';
import { BOARD_TABS, openEntry, useBoardPlace } from './board-place';

const viewed = (version: number): EntryView => ({
  line: { ...lineAt(0, version), version, kind: 'record' },
  value: { kind: 'record', preview: '{"budget":200}', bytes: 14, value: { budget: 200 }, reference: null },
  readers: [{ runId: 'r-1', routine: 'Research', reads: 3 }],
});

const merged = (taken: { [path: string]: 'mine' | 'theirs' }): EntryMerge => {
  const side = taken['/budget'] ?? 'mine';
  return {
    baseVersion: 2,
    theirsVersion: 3,
    lines: [{ path: '/budget', base: { value: 200 }, mine: { value: 250 }, theirs: { value: 300 }, conflict: true, taken: side }],
    merged: { budget: side === 'mine' ? 250 : 300 },
  };
};

let root: Root;
let place: HTMLElement;
let host: FakeTransport;
let posted: PostEntry[] = [];
let watching = 0;

beforeAll(loadWords);

beforeEach(async () => {
  localStorage.clear();
  posted = [];
  const fake = fakeBackend({
    listSwarms: () => ({ swarms: [AT_WORK.summary] }),
    watchSwarm: ({ subscription }) => {
      watching = subscription;
      return AT_WORK;
    },
    readSwarm: ({ asOf }) => ({ ...AT_WORK, summary: { ...AT_WORK.summary, seq: asOf?.by === 'seq' ? asOf.seq : 1 } }),
    listEntries: pageOf,
    readEntry: () => viewed(posted.length > 0 ? 3 : 2),
    readEntryHistory: () => HISTORY,
    diffEntry: ({ fromVersion, toVersion }) => ({ fromVersion, toVersion, differences: [{ path: '/budget', before: { value: 100 }, after: { value: 200 } }] }),
    mergeEntry: ({ taken }) => merged((taken ?? {}) as { [path: string]: 'mine' | 'theirs' }),
    postEntry: (params) => {
      posted.push(params);
      if (params.expectedVersion === 2) throw new BackendError({ code: 'conflict', message: 'Somebody was faster.' });
      return { version: 4 };
    },
    readLedger: () => LEDGER,
    readBreakdown: () => ({ lines: [{ name: 'Writer', charges: 4, spent: '60' }, { name: '', charges: 1, spent: '12.5' }], spent: '72.5' }),
    readBurnDown: () => BURN_DOWN,
  });
  host = fake.host;
  setBackend(fake.backend);
  // The list follows the first backend only; the others bring their own.
  useSwarms.setState({ swarms: [AT_WORK.summary] });
  useBoardPlace.setState({ tab: 'keys', entry: null, entryTab: 'value', isEditing: false, compared: null, subtask: null, asked: null, isTravelling: false });
  lookAtNow();
  place = document.createElement('main');
  place.style.cssText = 'position:fixed;inset:0';
  document.body.append(place);
  root = createRoot(place);
  root.render(<Blackboard />);
  await expect.poll(() => place.querySelector('.table-row')).not.toBeNull();
});

afterEach(async () => {
  root.unmount();
  place.remove();
  // The next one watches anew, over its own host.
  await expect.poll(() => host.calls.some(({ method }) => method === 'unwatch')).toBe(true);
});

const button = (name: RegExp, within: ParentNode = document) =>
  [...within.querySelectorAll<HTMLElement>('button')].find((each) => name.test(each.getAttribute('aria-label') ?? each.textContent ?? ''));

for (const theme of ['light', 'dark', 'contrast']) {
  it(`axe finds nothing on any part in the ${theme} theme`, async () => {
    document.documentElement.dataset['theme'] = theme;
    const found = async () => (await axe.run(place)).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    for (const tab of BOARD_TABS) {
      useBoardPlace.setState({ tab, subtask: tab === 'goals' ? 'price' : null });
      // Colours fade for a moment after the theme has changed.
      await expect.poll(found, { timeout: 8_000 }).toEqual([]);
    }
    for (const entryTab of ['value', 'history', 'compare', 'people'] as const) {
      openEntry('plan.item000000', entryTab);
      await expect.poll(() => place.querySelector('.board-entry .tab-panel')).not.toBeNull();
      await expect.poll(found, { timeout: 8_000 }).toEqual([]);
    }
  });
}

it('a table of 100,000 keys draws those in view, and End reaches the last by keyboard', async () => {
  expect(place.querySelectorAll('.table-row').length).toBeLessThan(80);
  const first = place.querySelector<HTMLElement>('.table-row');
  first?.focus();
  first?.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
  await expect.poll(() => place.querySelector('.table')?.textContent).toContain('plan.item099999');
});

it('a line is replaced in its place, and the order is held while the focus is in the table', async () => {
  place.querySelector<HTMLElement>('.table-row')?.focus();
  const update: SwarmUpdate = { swarmId: 's1', fromSeq: 41, seq: 41, changes: [{ change: 'entriesSet', entries: [{ ...lineAt(3), version: 2, preview: 'fresh' }, { ...lineAt(-1), key: 'aaa' }] }] };
  host.push({ subscription: watching, batch: { topic: 'swarm', updates: [update] } });
  await expect.poll(() => place.querySelector('[aria-rowindex="5"]')?.textContent).toContain('fresh');
  await expect.poll(() => button(/Order held/)).toBeTruthy();
  expect(place.querySelector('[aria-rowindex="2"]')?.textContent).toContain('plan.item000000');
});

it('an edit that somebody was faster than shows three sides, and writes what was put together', async () => {
  openEntry('plan.item000000');
  await expect.poll(() => button(/^Edit$/)).toBeTruthy();
  button(/^Edit$/)?.click();
  await expect.poll(() => place.querySelector('textarea')).not.toBeNull();
  const area = place.querySelector('textarea');
  if (!area) throw new Error('there is an editor');
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(area, '{"budget": 250}');
  area.dispatchEvent(new Event('input', { bubbles: true }));
  await expect.poll(() => button(/^Write$/)?.hasAttribute('disabled')).toBe(false);
  button(/^Write$/)?.click();
  await expect.poll(() => document.querySelector('[role="alertdialog"] .board-json')?.textContent).toContain('250');
  const dialog = document.querySelector('[role="alertdialog"]');
  [...(dialog?.querySelectorAll<HTMLElement>('label') ?? [])].find((label) => label.textContent === 'Theirs')?.click();
  await expect.poll(() => dialog?.querySelector('.board-json')?.textContent).toContain('300');
  button(/^Write merged$/)?.click();
  await expect.poll(() => posted.at(-1)).toMatchObject({ operation: 'set', value: { budget: 300 }, expectedVersion: 3 });
  await expect.poll(() => document.querySelector('[role="alertdialog"]')).toBeNull();
});

it('an earlier moment is shown as one, and nothing can be written there', async () => {
  useBoardPlace.setState({ isTravelling: true });
  await expect.poll(() => place.querySelector('input[type="range"]')).not.toBeNull();
  const slider = place.querySelector<HTMLInputElement>('input[type="range"]');
  if (!slider) throw new Error('there is a cursor');
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(slider, '7');
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  await expect.poll(() => place.querySelector('.board-travel')?.textContent).toContain('event 7 of 40');
  expect(button(/New entry/)?.hasAttribute('disabled')).toBe(true);
  button(/Back to now/)?.click();
  await expect.poll(() => button(/New entry/)?.hasAttribute('disabled')).toBe(false);
});

it('shows the last of 3,000 writes that came as the host sends them', async () => {
  let { seq } = AT_WORK.summary;
  // For 1,000 writes a second the host sends ten updates, each with the latest state of a hundred entries.
  for (let batch = 0; batch < 30; batch += 1) {
    const entries = Array.from({ length: 100 }, (_, index) => lineAt(index, 2 + batch));
    const update: SwarmUpdate = { swarmId: 's1', fromSeq: seq + 1, seq: seq + 100, changes: [{ change: 'entriesSet', entries }] };
    seq += 100;
    host.push({ subscription: watching, batch: { topic: 'swarm', updates: [update] } });
  }
  await expect.poll(() => place.querySelector('[aria-rowindex="4"]')?.textContent).toContain(String(2 * 31));
});
