import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import '../../shared/tokens.css';
import '../../shared/base.css';
import { loadWords } from '../../words/words';
import { DesignCanvas } from '../design-canvas';
import type { DiagramElement } from '../diagram';
import type { StrategyBadge } from '../strategy';
import { settingOf } from '../strategy/setting';
import { linear } from './diagrams';

let host: HTMLElement;
let canvas: DesignCanvas;

beforeAll(loadWords);

beforeEach(async () => {
  host = document.createElement('div');
  host.style.cssText = 'position:fixed;left:100px;top:50px;width:900px;height:600px';
  document.body.append(host);
  canvas = await DesignCanvas.create();
  canvas.attachTo(host);
});

afterEach(() => {
  canvas.destroy();
  host.remove();
});

const open = (tasks: number) => canvas.open(linear(tasks), `test-${Math.random()}`, 'Tasks');
const step = (id: string) => canvas.element(id) as DiagramElement;
const badge = (part: Partial<StrategyBadge> = {}): StrategyBadge => ({ strategy: 'reasoning', auto: false, own: true, words: 'Reasoning', ...part });
const chip = (id: string) => canvas.node.querySelector<HTMLElement>(`.strategy-mark[data-element="${id}"]`);

it('a strategy that is set on several steps is one change to undo, and leaves no trace', async () => {
  await open(3);
  const before = await canvas.text();
  canvas.setStrategy([step('task_1'), step('task_2')], 'reasoning');
  expect([1, 2, 3].map((task) => settingOf(step(`task_${task}`).businessObject))).toEqual(['reasoning', 'reasoning', 'inherit']);
  expect(await canvas.text()).toMatch(/<routine:strategy mode="reasoning" \/>/);
  canvas.undo();
  expect(await canvas.text()).toBe(before);
  expect(canvas.canUndo).toBe(false);
});

it('to inherit is to say nothing: the empty extension goes, its neighbours stay', async () => {
  await open(1);
  canvas.setStrategy([step('task_1')], 'auto');
  canvas.change([{ element: step('task_1'), owner: step('task_1').businessObject, type: 'routine:Prompt', values: { text: 'Say why' } }]);
  canvas.setStrategy([step('task_1')], 'inherit');
  const text = await canvas.text();
  expect(text).not.toMatch(/routine:strategy/);
  expect(text).toMatch(/<routine:prompt>Say why<\/routine:prompt>/);
  canvas.change([{ element: step('task_1'), owner: step('task_1').businessObject, type: 'routine:Prompt', values: { text: undefined } }]);
  expect(await canvas.text()).not.toMatch(/extensionElements/);
});

it('a chip follows its shape, and goes with it', async () => {
  await open(2);
  canvas.strategies.set(new Map([['task_1', badge()], ['task_2', badge({ strategy: 'deterministic', auto: true })]]));
  expect(chip('task_2')?.textContent).toBe('AD');
  const before = chip('task_1')?.getBoundingClientRect().x ?? 0;
  canvas.get<{ moveElements: (elements: DiagramElement[], by: object) => void }>('modeling').moveElements([step('task_1')], { x: 0, y: 60 });
  expect(chip('task_1')?.getBoundingClientRect().x).toBeCloseTo(before, 0);
  const shape = canvas.canvas.getGraphics('task_1').getBoundingClientRect();
  expect(Math.abs((chip('task_1')?.getBoundingClientRect().y ?? 0) - shape.bottom)).toBeLessThan(20);
  canvas.get<{ removeElements: (elements: DiagramElement[]) => void }>('modeling').removeElements([step('task_1')]);
  expect(chip('task_1')?.hidden).toBe(true);
});

it('a walk to a step says how it is done', async () => {
  await open(2);
  canvas.strategies.set(new Map([['task_1', badge({ words: 'Reasoning, set on the step' })]]));
  canvas.select('task_1');
  expect(canvas.node.querySelector('.canvas-announcer')?.textContent).toMatch(/Task 1, task.*Reasoning, set on the step$/);
});

it('the strategy view tints shapes, and takes the tint away again', async () => {
  await open(2);
  canvas.strategies.set(new Map([['task_1', badge()]]));
  canvas.strategies.view(true);
  const tinted = () => [...canvas.node.querySelectorAll('.strategy-reasoning')].map((each) => each.getAttribute('data-element-id'));
  expect(tinted()).toEqual(['task_1']);
  canvas.strategies.set(new Map([['task_2', badge()]]));
  expect(tinted()).toEqual(['task_2']);
  canvas.strategies.view(false);
  expect(tinted()).toEqual([]);
});

it('a thousand chips cost a pan or a zoom nothing: no chip is touched', async () => {
  await open(1000);
  canvas.strategies.set(new Map(Array.from({ length: 1000 }, (_, index) => [`task_${index + 1}`, badge()])));
  expect(canvas.node.querySelectorAll('.strategy-mark')).toHaveLength(1000);
  const touched: MutationRecord[] = [];
  const watch = new MutationObserver((records) => touched.push(...records));
  for (const each of canvas.node.querySelectorAll('.strategy-mark')) watch.observe(each, { attributes: true, childList: true });
  canvas.canvas.zoom(0.5);
  canvas.canvas.scroll({ dx: 40, dy: 10 });
  expect(watch.takeRecords().length + touched.length).toBe(0);
  watch.disconnect();
});
