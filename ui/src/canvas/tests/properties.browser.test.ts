import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import '../../shared/tokens.css';
import '../../shared/base.css';
import { loadWords } from '../../words/words';
import { DesignCanvas } from '../design-canvas';
import { linear } from './diagrams';

let host: HTMLElement;
let panel: HTMLElement;
let canvas: DesignCanvas;

beforeAll(loadWords);

beforeEach(async () => {
  host = document.createElement('div');
  host.style.cssText = 'position:fixed;left:0;top:0;width:700px;height:600px';
  panel = document.createElement('div');
  panel.style.cssText = 'position:fixed;left:700px;top:0;width:400px;height:700px';
  document.body.append(host, panel);
  canvas = await DesignCanvas.create();
  canvas.attachTo(host);
  canvas.attachPanel(panel);
  await canvas.open(linear(2), `test-${Math.random()}`, 'Tasks');
});

afterEach(() => {
  canvas.destroy();
  host.remove();
  panel.remove();
});

const group = (id: string) => panel.querySelector<HTMLElement>(`[data-group-id="group-routine-${id}"]`);

/** The panel hears of a selection only once it has drawn itself. */
async function choose(id: string): Promise<void> {
  const shown = () => {
    for (const each of ['start', id]) canvas.select(each);
    return group('prompt');
  };
  await expect.poll(shown).not.toBeNull();
}

async function unfold(id: string): Promise<HTMLElement> {
  await expect.poll(() => group(id)).not.toBeNull();
  group(id)?.querySelector<HTMLElement>('.bio-properties-panel-group-header')?.click();
  return group(id) as HTMLElement;
}

function enter(element: Element | null | undefined, value: string): void {
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement)) throw new Error('no such field');
  const own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), 'value');
  own?.set?.call(element, value);
  element.dispatchEvent(new Event('input', { bubbles: true }));
  element.dispatchEvent(new Event('change', { bubbles: true }));
}

const entry = (within: HTMLElement, id: string) => within.querySelector(`[data-entry-id="routine-${id}"]`);

it('a budget that is entered stands in the file, and an emptied one does not', async () => {
  await choose('task_1');
  const budget = await unfold('budget');
  enter(entry(budget, 'Budget-maxCredits')?.querySelector('input'), '12.5');
  enter(entry(budget, 'Budget-maxToolCalls')?.querySelector('input'), '3');
  enter(entry(budget, 'Budget-mode')?.querySelector('select'), 'warn');
  await expect.poll(() => canvas.text()).toMatch(/<routine:budget maxCredits="12.5" maxToolCalls="3" mode="warn" \/>/);
  enter(entry(budget, 'Budget-maxCredits')?.querySelector('input'), '');
  enter(entry(budget, 'Budget-maxToolCalls')?.querySelector('input'), '');
  enter(entry(budget, 'Budget-mode')?.querySelector('select'), '');
  await expect.poll(() => canvas.text()).not.toMatch(/extensionElements/);
});

it('a schema that is not JSON is said to be wrong at once, and nothing that was typed is lost', async () => {
  await choose('task_1');
  const prompt = await unfold('prompt');
  const schema = () => entry(prompt, 'OutputSchema-text');
  enter(schema()?.querySelector('textarea'), '{"type":');
  await expect.poll(() => schema()?.textContent).toMatch(/This is not JSON/);
  await expect.poll(() => canvas.text()).toMatch(/<routine:outputSchema>\{"type":</);
  enter(schema()?.querySelector('textarea'), '{"type":"object"}');
  await expect.poll(() => schema()?.textContent).not.toMatch(/This is not JSON/);
});

it('the prompt names the variables of the routine', async () => {
  await canvas.open(
    linear(2).replace(
      '<bpmn:task id="task_1" name="Task 1">',
      '<bpmn:task id="task_1" name="Task 1"><bpmn:extensionElements><zeebe:ioMapping xmlns:zeebe="http://camunda.org/schema/zeebe/1.0">' +
        '<zeebe:output source="=1" target="costs"/></zeebe:ioMapping></bpmn:extensionElements>',
    ),
    `test-${Math.random()}`,
    'Tasks',
  );
  await choose('task_2');
  const prompt = await unfold('prompt');
  await expect.poll(() => entry(prompt, 'Prompt-text')?.textContent).toMatch(/Variables: \{\{costs\}\}\./);
});

it('a scripted answer says that it is scripted', async () => {
  await choose('task_1');
  await expect.poll(() => group('demo')).not.toBeNull();
  group('demo')?.querySelector<HTMLElement>('.bio-properties-panel-add-entry')?.click();
  await expect.poll(() => group('demo')?.textContent).toMatch(/Not from a model/);
  enter(group('demo')?.querySelector('textarea'), 'The first one.');
  await expect.poll(() => canvas.text()).toMatch(/<routine:demo>\s*<routine:reply purpose="execute">The first one\.<\/routine:reply>\s*<\/routine:demo>/);
  canvas.undo();
  canvas.undo();
  await expect.poll(() => canvas.text()).not.toMatch(/routine:demo/);
});

it('a process lists strategies of its steps and has limits', async () => {
  await expect.poll(() => group('subroutines')).not.toBeNull();
  group('subroutines')?.querySelector<HTMLElement>('.bio-properties-panel-add-entry')?.click();
  await expect.poll(() => canvas.text()).toMatch(/<routine:subroutineStrategy element="task_1" strategy="auto" \/>/);
  const limits = await unfold('limits');
  enter(entry(limits, 'Settings-maxTime')?.querySelector('input'), 'soon');
  await expect.poll(() => entry(limits, 'Settings-maxTime')?.textContent).toMatch(/PT10M/);
  enter(entry(limits, 'Settings-maxTime')?.querySelector('input'), 'PT2M');
  await expect.poll(() => canvas.text()).toMatch(/maxTime="PT2M"/);
});
