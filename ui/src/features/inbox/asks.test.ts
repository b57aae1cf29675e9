import { expect, test } from 'vitest';
import type { RunSummary, WaitingPlace } from '../../contract';
import { asksOf, isAbout } from './asks';

const place = (element: string, waitingOn: WaitingPlace['waitingOn'], more: Partial<WaitingPlace> = {}): WaitingPlace => ({
  element,
  elementName: null,
  waitingOn,
  since: null,
  until: null,
  ...more,
});

const run = (runId: string, waiting: WaitingPlace[]): RunSummary => ({
  runId,
  origin: null,
  routine: { path: null, name: runId, version: 'v' },
  status: 'inProgress',
  reason: null,
  mode: 'data',
  startedAt: 0,
  endedAt: null,
  changedAt: 50,
  steps: 0,
  seq: 1,
  waiting,
  asks: waiting.length,
  incidents: 0,
  credits: '0',
  interrupted: false,
});

test('only what a person can answer is an ask; what runs out comes first, then what has waited longest', () => {
  const asks = asksOf([
    run('a', [place('Wait', { on: 'timer', dueAt: 9 }), place('Form', { on: 'person', stepId: 's1' }, { since: 20 })]),
    run('b', [place('Talk', { on: 'conversation', stepId: 's1' }, { since: 30, until: 99 }), place('Way', { on: 'decision', decisionId: 'd' }, { since: 10 })]),
  ]);
  expect(asks.map((ask) => ask.place.element)).toEqual(['Talk', 'Way', 'Form']);
  expect(new Set(asks.map(({ id }) => id)).size).toBe(3);
});

test('an ask is about the step that waits, and about no other of the same element', () => {
  const [ask] = asksOf([run('a', [place('Form', { on: 'person', stepId: 's1' })])]);
  expect(ask && isAbout(ask, 'Form', { on: 'person', stepId: 's1' })).toBe(true);
  expect(ask && isAbout(ask, 'Form', { on: 'person', stepId: 's2' })).toBe(false);
  expect(ask && isAbout(ask, 'Form', null)).toBe(false);
});
