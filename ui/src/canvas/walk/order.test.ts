import { expect, it } from 'vitest';
import type { DiagramElement } from '../diagram';
import { first, flowOrder, next, previous, siblings, waysOut } from './order';

/** A drawing without bpmn-js: `task` at a row, joined by flows. */
function drawing() {
  const root = { id: 'root', children: [] as DiagramElement[] } as unknown as DiagramElement;
  const object = (types: string[]) => ({ $instanceOf: (type: string) => types.includes(type) });
  const node = (id: string, x: number, y: number): DiagramElement => {
    const made = { id, x, y, parent: root, incoming: [], outgoing: [], attachers: [], businessObject: object(['bpmn:FlowNode']) };
    root.children?.push(made as unknown as DiagramElement);
    return made as unknown as DiagramElement;
  };
  const flow = (source: DiagramElement, target: DiagramElement): DiagramElement => {
    const made = { id: `${source.id}-${target.id}`, waypoints: [], source, target, businessObject: object(['bpmn:SequenceFlow']) };
    source.outgoing?.push(made as unknown as DiagramElement);
    target.incoming?.push(made as unknown as DiagramElement);
    return made as unknown as DiagramElement;
  };
  const start = node('start', 0, 100);
  const fork = node('fork', 100, 100);
  const low = node('low', 200, 300);
  const high = node('high', 200, 0);
  const join = node('join', 300, 100);
  const timer = node('timer', 250, 80);
  timer.host = high;
  high.attachers?.push(timer);
  flow(start, fork);
  flow(fork, low);
  flow(fork, high);
  flow(low, join);
  flow(high, join);
  flow(join, fork);
  return { root, start, fork, low, high, join, timer };
}

it('ways out are numbered from top to bottom, whatever their order in the file', () => {
  const { fork } = drawing();
  expect(waysOut(fork).map((flow) => flow.id)).toEqual(['fork-high', 'fork-low']);
});

it('right follows the first way out, left goes back', () => {
  const { start, fork, high, join } = drawing();
  expect(next(start)).toBe(fork);
  expect(next(fork)).toBe(high);
  expect(previous(high)).toBe(fork);
  expect(previous(join)).toBe(high);
});

it('up and down go through the ways of a fork and the boundary events', () => {
  const { high, timer, low } = drawing();
  expect(siblings(high)).toEqual([high, timer, low]);
  expect(siblings(timer)).toEqual([high, timer, low]);
  expect(siblings(low)).toEqual([high, low]);
});

it('a walk begins at the start, and the order holds every element once in spite of a loop', () => {
  const { root, start, fork, high, timer, join, low } = drawing();
  expect(first(root)).toBe(start);
  expect(flowOrder(root)).toEqual([start, fork, high, timer, join, low]);
});
