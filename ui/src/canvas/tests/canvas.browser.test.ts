import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import '../../shared/tokens.css';
import '../../shared/base.css';
import '@fontsource-variable/inter/wght.css';
import { loadWords } from '../../words/words';
import { RunCanvas } from '../run-canvas';
import { linear, withoutShapes } from './diagrams';

let host: HTMLElement;
let canvas: RunCanvas;

const frame = () => new Promise((done) => requestAnimationFrame(done));
const box = (id: string) => canvas.canvas.getGraphics(id).getBoundingClientRect();

beforeAll(loadWords);

beforeEach(async () => {
  host = document.createElement('div');
  host.style.cssText = 'position:fixed;left:100px;top:50px;width:900px;height:600px';
  document.body.append(host);
  canvas = await RunCanvas.create();
  canvas.attachTo(host);
  await canvas.open(linear(3), `test-${Math.random()}`, 'Three tasks');
});

afterEach(() => {
  canvas.destroy();
  host.remove();
});

describe('FastPan', () => {
  const wheel = (init: WheelEventInit) =>
    canvas.node.querySelector('.djs-container > svg')?.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, ...init }));

  it('moves the picture at once and leaves the viewbox until the movement rests', async () => {
    const before = box('task_1');
    const transform = canvas.node.querySelector('.viewport')?.getAttribute('transform');
    wheel({ deltaX: 60, deltaY: 25 });
    await frame();
    await frame();
    expect(box('task_1').x).toBeCloseTo(before.x - 60, 0);
    expect(canvas.node.querySelector('.viewport')?.getAttribute('transform')).toBe(transform);
  });

  it('commits the viewbox that the moved picture shows', async () => {
    const before = canvas.canvas.viewbox();
    wheel({ deltaX: 60, deltaY: 25 });
    await frame();
    await frame();
    const moved = box('task_1');
    const after = canvas.canvas.viewbox();
    expect(after.x).toBeCloseTo(before.x + 60 / before.scale, 1);
    expect(after.y).toBeCloseTo(before.y + 25 / before.scale, 1);
    expect(box('task_1').x).toBeCloseTo(moved.x, 0);
    expect(box('task_1').y).toBeCloseTo(moved.y, 0);
  });

  it('zooms around the pointer', async () => {
    const task = box('task_1');
    const at = { clientX: task.x + task.width / 2, clientY: task.y + task.height / 2 };
    const before = canvas.canvas.zoom();
    wheel({ deltaY: -100, ctrlKey: true, ...at });
    await frame();
    await frame();
    expect(canvas.canvas.zoom()).toBeGreaterThan(before);
    const zoomed = box('task_1');
    expect(zoomed.x + zoomed.width / 2).toBeCloseTo(at.clientX, 0);
    expect(zoomed.y + zoomed.height / 2).toBeCloseTo(at.clientY, 0);
  });

  it('drags the empty canvas and commits when the button is released', async () => {
    const before = box('task_1');
    const svg = canvas.node.querySelector('.djs-container > svg');
    const at = { clientX: 200, clientY: 600, bubbles: true, cancelable: true };
    svg?.dispatchEvent(new MouseEvent('mousedown', at));
    document.dispatchEvent(new MouseEvent('mousemove', { ...at, clientX: 230, clientY: 590 }));
    await frame();
    document.dispatchEvent(new MouseEvent('mouseup', at));
    expect(box('task_1').x).toBeCloseTo(before.x + 30, 0);
    expect(box('task_1').y).toBeCloseTo(before.y - 10, 0);
    expect(canvas.node.querySelector<HTMLElement>('.djs-container > svg')?.style.translate).toBe('');
  });
});

describe('RunLayer', () => {
  const disc = (branch: string) => canvas.node.querySelector<HTMLElement>(`.disc[data-branch="${branch}"]`);
  const token = (branch: string, element: string) => ({ branch, letter: branch.toUpperCase(), colour: 0, element, state: 'active' as const });

  it('puts the disc of a branch on the edge of its shape, also after a pan', async () => {
    canvas.run.setTokens([token('a', 'task_2')]);
    await frame();
    await frame();
    const onEdge = () => {
      const at = disc('a')?.getBoundingClientRect();
      const shape = box('task_2');
      expect(at).toBeDefined();
      if (!at) return;
      expect(at.x + at.width / 2).toBeGreaterThan(shape.x);
      expect(at.x + at.width / 2).toBeLessThan(shape.x + shape.width + 1);
      expect(Math.abs(at.y + at.height / 2 - shape.y)).toBeLessThan(8);
    };
    onEdge();
    canvas.canvas.scroll({ dx: 77, dy: -33 });
    onEdge();
    canvas.canvas.zoom(0.5);
    onEdge();
  });

  it('lets a disc travel along the flow and arrive', async () => {
    canvas.run.setTokens([token('a', 'task_1')]);
    await frame();
    await frame();
    canvas.run.moveToken('a', 'flow_2');
    canvas.run.setTokens([token('a', 'task_2')]);
    await expect.poll(() => disc('a')?.getBoundingClientRect().x ?? 0).toBeGreaterThan(box('task_1').right + 1);
    await expect.poll(() => disc('a')?.getBoundingClientRect().x ?? 0).toBeGreaterThan(box('task_2').x + 40);
  });

  it('marks shapes by a class and by a badge with a glyph, and takes both away', async () => {
    canvas.run.setMarks(new Map([['task_1', { kind: 'done' as const }], ['task_2', { kind: 'failed' as const }]]));
    await frame();
    await frame();
    expect(canvas.canvas.hasMarker('task_1', 'run-done')).toBe(true);
    expect(canvas.node.querySelectorAll('.badge svg')).toHaveLength(2);
    canvas.run.setMarks(new Map());
    await frame();
    await frame();
    expect(canvas.canvas.hasMarker('task_1', 'run-done')).toBe(false);
    expect(canvas.node.querySelectorAll('.badge')).toHaveLength(0);
  });

  it('a way out is taken by its button, by its flow and by its number', () => {
    const taken: string[] = [];
    canvas.run.highlightFlows([{ flow: 'flow_1', number: 1, label: 'amount > 10' }], (flow) => taken.push(flow));
    canvas.node.querySelector<HTMLButtonElement>('.flow-choice')?.click();
    canvas.eventBus.fire('element.click', { element: canvas.element('flow_1') });
    expect(canvas.run.takeNumber(1)).toBe(true);
    expect(canvas.run.takeNumber(2)).toBe(false);
    expect(taken).toEqual(['flow_1', 'flow_1', 'flow_1']);
    canvas.run.clearHighlight();
    expect(canvas.node.querySelector('.flow-choice')).toBeNull();
  });
});

describe('the drawing', () => {
  it('keeps the mark of bpmn.io visible and uncovered in every theme', async () => {
    for (const theme of ['light', 'dark', 'contrast']) {
      document.documentElement.dataset['theme'] = theme;
      const mark = canvas.node.querySelector<HTMLElement>('.bjs-powered-by');
      const at = mark?.getBoundingClientRect();
      expect(at).toBeDefined();
      if (!mark || !at) continue;
      for (const [x, y] of [[0.1, 0.1], [0.5, 0.5], [0.9, 0.9]] as const) {
        const top = document.elementFromPoint(at.x + at.width * x, at.y + at.height * y);
        expect(mark.contains(top)).toBe(true);
      }
      expect(contrast(getComputedStyle(mark).color, getComputedStyle(canvas.node).backgroundColor)).toBeGreaterThan(4.5);
    }
    document.documentElement.dataset['theme'] = 'light';
  });

  it('opens the link of the mark', () => {
    canvas.node.querySelector<HTMLElement>('.bjs-powered-by')?.click();
    const link = document.querySelector<HTMLAnchorElement>('.bjs-powered-by-lightbox a[href*="bpmn.io"]');
    expect(link).not.toBeNull();
    document.querySelector<HTMLElement>('.bjs-powered-by-lightbox .backdrop')?.click();
  });

  it('draws a file without positions', async () => {
    const opened = await canvas.open(withoutShapes, 'no-shapes', 'No shapes');
    expect(opened.laidOut).toBe(true);
    expect(box('b').x).toBeGreaterThan(box('a').x);
  });

  it('says where a broken file breaks', async () => {
    await expect(canvas.open('<bpmn:definitions>\n<oops', 'broken', 'Broken')).rejects.toMatchObject({ name: 'OpenFailure', line: 2 });
  });

  it('keeps every shape in its place in the window when the canvas is exchanged', async () => {
    await canvas.open(linear(3), 'shared-key', 'One');
    canvas.canvas.scroll({ dx: 40, dy: 60 });
    canvas.canvas.zoom(0.8);
    const before = box('task_2');
    canvas.destroy();
    canvas = await RunCanvas.create();
    host.style.left = '160px';
    host.style.width = '700px';
    canvas.attachTo(host);
    await canvas.open(linear(3), 'shared-key', 'One');
    expect(box('task_2').x).toBeCloseTo(before.x, 0);
    expect(box('task_2').y).toBeCloseTo(before.y, 0);
    expect(box('task_2').width).toBeCloseTo(before.width, 0);
  });
});

describe('the walk', () => {
  const press = (key: string, init: KeyboardEventInit = {}) =>
    canvas.node.querySelector('.djs-container > svg')?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));

  it('follows the flow with the arrow keys and says where it is', () => {
    press('ArrowRight');
    expect(canvas.selected()).toEqual(['start']);
    press('ArrowRight');
    expect(canvas.selected()).toEqual(['task_1']);
    press('1');
    expect(canvas.selected()).toEqual(['task_2']);
    expect(canvas.node.querySelector('.canvas-announcer')?.textContent).toBe('Task 2, task, one way out');
    press('ArrowLeft');
    expect(canvas.selected()).toEqual(['task_1']);
  });

  it('Enter asks to inspect', () => {
    const asked: string[] = [];
    canvas.onInspect((element) => asked.push(element.id));
    canvas.select('task_3');
    press('Enter');
    expect(asked).toEqual(['task_3']);
  });
});

/** WCAG contrast of two `rgb()` colours. */
function contrast(one: string, other: string): number {
  const light = (colour: string) => {
    const parts = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => Number(part) / 255);
    const [red = 0, green = 0, blue = 0] = parts.map((part) => (part <= 0.039_28 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [a, b] = [light(one), light(other)].sort((left, right) => right - left);
  return ((a ?? 0) + 0.05) / ((b ?? 0) + 0.05);
}
