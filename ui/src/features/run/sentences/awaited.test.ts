import { expect, it } from 'vitest';
import { flowsOf } from '../../../canvas/diagram-text/flows';
import { branch } from '../../../stores/run/fixtures';
import { awaitedBy } from './awaited';

const flow = (id: string, from: string, to: string) => `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`;
const FLOWS = flowsOf(`<bpmn:process id="p">
  ${flow('f1', 'fork', 'write')}${flow('f2', 'write', 'join')}
  ${flow('f3', 'fork', 'check')}${flow('f4', 'check', 'again')}${flow('f5', 'again', 'check')}${flow('f6', 'again', 'join')}
  <bpmn:boundaryEvent id="late" attachedToRef="check" />${flow('f7', 'late', 'remind')}${flow('f8', 'remind', 'again')}
  ${flow('f9', 'join', 'after')}
</bpmn:process>`);
const waits = branch('a', 'join', { status: 'waiting', waitingOn: { on: 'join', arrived: 1, needed: 2, missing: ['f6'] } });
const letters = (branches: readonly Parameters<typeof branch>[]) =>
  awaitedBy(waits, [waits, ...branches.map((given) => branch(...given))], FLOWS).map(({ letter }) => letter);

it('a join waits for the branches that can still come by a flow that has not been taken', () => {
  expect(letters([['b', 'check'], ['c', 'write']])).toEqual(['B']);
});

it('the way may lead over a loop and a boundary event', () => {
  expect(letters([['b', 'again'], ['c', 'remind']])).toEqual(['B', 'C']);
});

it('who is past the join, stands at it, has ended or is in another scope is not waited for', () => {
  expect(letters([['b', 'after'], ['c', 'join'], ['d', 'check', { status: 'completed' }], ['e', 'check', { scopeId: 's2' }]])).toEqual([]);
});

it('only a join waits for branches', () => {
  expect(awaitedBy(branch('a', 'join'), [branch('b', 'check')], FLOWS)).toEqual([]);
});
