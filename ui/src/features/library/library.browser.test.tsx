import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import '../../shared/tokens.css';
import '../../shared/base.css';
import { setBackend } from '../../backend/chosen';
import { fakeBackend } from '../../backend/fake';
import type { RoutineSummary, RunSummary } from '../../contract';
import { noteLastRuns, useLibrary } from '../../stores/library';
import { useRouter } from '../../stores/router';
import { loadWords } from '../../words/words';
import Library from './library';

const routine = (name: string, modifiedAt: number): RoutineSummary => ({
  path: `${name}.bpmn`,
  fileName: `${name}.bpmn`,
  folder: '',
  name,
  version: name,
  bytes: 10,
  modifiedAt,
  problems: { errors: 0, warnings: 0 },
  flowNodes: 3,
  hasDraft: false,
  lastRun: null,
});
const ROUTINES = [routine('First', 3), routine('Second', 2), routine('Third', 1)];
const SAMPLE = { id: 'plan-a-launch', name: 'Plan a launch', summary: '', xml: '' };

let root: Root;
let place: HTMLElement;

beforeAll(loadWords);

beforeEach(() => {
  localStorage.clear();
  const { backend } = fakeBackend({
    listRoutines: () => ({ folder: '/routines', routines: ROUTINES }),
    listSamples: () => [SAMPLE],
    listRuns: () => ({ runs: [], total: 0, next: null, reading: { parts: [], mistakes: [] } }),
  });
  setBackend(backend);
  useLibrary.setState({ folder: '/routines', routines: ROUTINES, samples: null, failure: null });
  place = document.createElement('main');
  place.style.cssText = 'position:fixed;inset:0';
  document.body.append(place);
  root = createRoot(place);
});

afterEach(() => {
  root.unmount();
  place.remove();
});

const rows = () => [...place.querySelectorAll<HTMLElement>('.table-row')];
const tops = () => Object.fromEntries(rows().map((row) => [row.querySelector('.routine-title')?.textContent, row.getBoundingClientRect().top]));
const row = (name: string) => rows().find((each) => each.querySelector('.routine-title')?.textContent === name);
const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
const point = (target: Element | undefined, type: string) => target?.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerType: 'mouse' }));
const ran = (name: string): RunSummary => ({ runId: 'r1', startedAt: 9, changedAt: 9, status: 'inProgress', interrupted: false, waiting: [], credits: '0', routine: { path: `${name}.bpmn`, name } }) as unknown as RunSummary;

it('rows are shown when what stands above them is known, and stay where they are', async () => {
  root.render(<Library />);
  await expect.poll(() => place.querySelector('.library')).not.toBeNull();
  if (useLibrary.getState().samples === null) expect(rows()).toEqual([]);
  useLibrary.setState({ samples: [SAMPLE] });
  await expect.poll(() => rows().length).toBe(3);
  expect(place.querySelector('.tour')).not.toBeNull();
  const before = tops();
  // The first run of all has begun elsewhere: the tour is of no use any more, but does not go away under the pointer.
  noteLastRuns([ran('First')]);
  await frames();
  expect(tops()).toEqual(before);
});

it('a row stays under the pointer that presses it while the order changes, and the click is heard', async () => {
  useLibrary.setState({ samples: [] });
  root.render(<Library />);
  await expect.poll(() => rows().length).toBe(3);
  const before = tops();
  point(row('Third'), 'pointerover');
  await frames();
  noteLastRuns([ran('Third')]);
  await frames();
  expect(tops()).toEqual(before);
  row('Third')?.click();
  expect(useRouter.getState().shown.designer).toBe('routine:Third.bpmn');
  point(row('Third'), 'pointerout');
  await expect.poll(() => Object.keys(tops()).sort((a, b) => (tops()[a] ?? 0) - (tops()[b] ?? 0))).toEqual(['Third', 'First', 'Second']);
});
