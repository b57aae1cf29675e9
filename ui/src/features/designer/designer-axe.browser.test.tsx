import axe from 'axe-core';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import '../../shared/tokens.css';
import '../../shared/base.css';
import { setBackend } from '../../backend/chosen';
import { fakeBackend } from '../../backend/fake';
import { linear } from '../../canvas/tests/diagrams';
import type { Diagnostic, RoutineSummary, SoundnessProblem } from '../../contract';
import { loadWords } from '../../words/words';
import { DesignScreen } from './design-screen';
import { DesignSession } from './session/design-session';

const problem: Diagnostic = { severity: 'error', rule: 'flow', element: 'task_2', line: 3, column: 4, message: 'A task without a way out', hint: 'Draw one' };

const stuck: SoundnessProblem = {
  diagnostic: { severity: 'warning', rule: 'soundness/deadlock', element: 'task_2', line: 3, column: 4, message: 'A token can get stuck', hint: null },
  path: [{ kind: 'complete', element: 'task_1', flows: [] }],
  elements: ['task_2'],
};

let root: Root;
let host: HTMLElement;
let session: DesignSession;

beforeAll(loadWords);

beforeEach(async () => {
  localStorage.clear();
  const routine = { path: 'a.bpmn', name: 'Three', fileName: 'a.bpmn', version: 'v1', modifiedAt: 1 } as RoutineSummary;
  setBackend(fakeBackend({ openRoutine: () => ({ routine, xml: linear(3), diagnostics: [problem], processes: [], draft: null }), checkSoundness: () => ({ problems: [stuck], decided: true }) }).backend);
  host = document.createElement('main');
  host.style.cssText = 'position:fixed;inset:0';
  document.body.append(host);
  session = new DesignSession('a.bpmn');
  root = createRoot(host);
  root.render(<DesignScreen session={session} />);
  await expect.poll(() => host.querySelector('.djs-shape')).not.toBeNull();
});

afterEach(() => {
  root.unmount();
  session.destroy();
  host.remove();
});

const button = (name: RegExp) => [...host.querySelectorAll('button')].find((each) => name.test(each.getAttribute('aria-label') ?? each.textContent ?? ''));

for (const theme of ['light', 'dark', 'contrast']) {
  it(`axe finds nothing in the ${theme} theme, with problems and outline open`, async () => {
    document.documentElement.dataset['theme'] = theme;
    button(/1 problem/)?.click();
    await expect.poll(() => host.querySelector('.problem')).not.toBeNull();
    session.canvas?.select('task_1');
    const found = async () => (await axe.run(host)).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    // Colours fade for a moment after the theme has changed.
    await expect.poll(found, { timeout: 8_000 }).toEqual([]);
    button(/^Outline$/)?.click();
    await expect.poll(() => host.querySelector('.tree')).not.toBeNull();
    expect(await found()).toEqual([]);
  });
}

it('choosing a problem selects its element', async () => {
  button(/1 problem/)?.click();
  await expect.poll(() => host.querySelector('.problem')).not.toBeNull();
  host.querySelector<HTMLElement>('.problem')?.click();
  await expect.poll(() => session.canvas?.selected()).toEqual(['task_2']);
});

it('the path of a way to get stuck is walked on the drawing, and Escape ends it', async () => {
  button(/problem/)?.click();
  await expect.poll(() => button(/Show path/), { timeout: 8_000 }).toBeTruthy();
  button(/Show path/)?.click();
  const now = () => [...host.querySelectorAll('.djs-element.token-now')].map((each) => each.getAttribute('data-element-id'));
  await expect.poll(now).toEqual(['task_1']);
  button(/Next move/)?.click();
  await expect.poll(now).toEqual(['task_2']);
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
  await expect.poll(now).toEqual([]);
});
