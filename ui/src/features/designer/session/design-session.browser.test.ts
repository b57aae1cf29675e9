import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import '../../../shared/tokens.css';
import { BackendError } from '../../../backend/backend-error';
import { setBackend } from '../../../backend/chosen';
import { fakeBackend, type FakeTransport } from '../../../backend/fake';
import { linear } from '../../../canvas/tests/diagrams';
import type { OpenedRoutine, RoutineSummary, SaveDraft, SaveRoutine } from '../../../contract';
import { loadWords } from '../../../words/words';
import { DesignSession } from './design-session';

const PATH = 'three.bpmn';
const TEXT = linear(3).replace('<bpmn:task id="task_2"', '<!-- of the author --><bpmn:task xmlns:acme="urn:acme" acme:owner="me" id="task_2"');

let host: FakeTransport;
let file: { xml: string; version: string };
let draft: OpenedRoutine['draft'];
let session: DesignSession;

const routine = () => ({ path: PATH, name: 'Three', fileName: PATH, version: file.version, modifiedAt: 1 }) as RoutineSummary;
const answers = (method: string) => host.calls.filter((call) => call.method === method);
const ready = (own: DesignSession) => expect.poll(() => own.state.phase.name).toBe('ready');
const rename = (name: string) =>
  session.canvas?.get<{ updateProperties: (element: unknown, change: object) => void }>('modeling').updateProperties(session.canvas.element('task_1'), { name });

beforeAll(loadWords);

beforeEach(() => {
  file = { xml: TEXT, version: 'v1' };
  draft = null;
  const made = fakeBackend({
    openRoutine: () => ({ routine: routine(), xml: file.xml, diagnostics: [], processes: [], draft }),
    saveRoutine: ({ xml, expectedVersion }: SaveRoutine) => {
      if (expectedVersion && expectedVersion !== file.version) throw new BackendError({ code: 'conflict', message: 'changed' });
      file = { xml, version: `${file.version}+` };
      return { routine: routine(), diagnostics: [] };
    },
    checkRoutine: () => ({ diagnostics: [], processes: [] }),
    saveDraft: (kept: SaveDraft) => ({ ...kept, path: null, baseVersion: null, savedAt: 1 }),
    discardDraft: () => ({}),
  });
  setBackend(made.backend);
  host = made.host;
  session = new DesignSession(PATH);
});

afterEach(() => session.destroy());

it('a change is unsaved until it is written, and undoing it leaves nothing to write', async () => {
  await ready(session);
  rename('Renamed');
  expect(session.state).toMatchObject({ unsaved: true, canUndo: true });
  session.canvas?.undo();
  expect(session.state.unsaved).toBe(false);
  session.canvas?.redo();
  expect(await session.save()).toBe(true);
  expect(session.state).toMatchObject({ unsaved: false, version: 'v1+' });
  expect(file.xml).toContain('name="Renamed"');
});

it('saving keeps what the editor does not know', async () => {
  await ready(session);
  rename('Renamed');
  await session.save();
  expect(file.xml).toMatch(/<!-- of the author -->\s*<bpmn:task [^>]*id="task_2"/);
  expect(file.xml).toContain('acme:owner="me"');
});

it('a file that was changed meanwhile is not overwritten unless the user says so', async () => {
  await ready(session);
  rename('Mine');
  file = { xml: linear(2), version: 'theirs' };
  expect(await session.save()).toBe(false);
  expect(session.state).toMatchObject({ conflict: true, unsaved: true });
  expect(file.version).toBe('theirs');
  expect(await session.save(true)).toBe(true);
  expect(file.xml).toContain('name="Mine"');
});

it('unsaved changes are kept within two seconds and come back with a note', async () => {
  await ready(session);
  rename('Draft');
  await expect.poll(() => answers('saveDraft').length, { timeout: 2_000 }).toBe(1);
  const kept = answers('saveDraft')[0]?.params as SaveDraft | undefined;
  draft = { key: PATH, path: PATH, name: 'Three', xml: kept?.xml ?? '', baseVersion: 'v1', savedAt: 7 };
  const again = new DesignSession(PATH);
  await ready(again);
  expect(again.state).toMatchObject({ unsaved: true, note: { name: 'draft', savedAt: 7, fileChanged: false } });
  expect(await again.text()).toContain('name="Draft"');
  again.destroy();
});

it('a text that cannot be drawn is shown with its place, and drawn once it is corrected', async () => {
  await ready(session);
  await session.draw('<bpmn:definitions>\n<oops', null);
  expect(session.state.phase).toMatchObject({ name: 'broken', failure: { line: 2 } });
  await session.draw(TEXT, null);
  expect(session.state.phase.name).toBe('ready');
});
