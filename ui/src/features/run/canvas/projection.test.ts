import { expect, it } from 'vitest';
import { NO_FLOWS } from '../../../canvas/diagram-text/flows';
import type { ElementMark, RunUpdate } from '../../../contract';
import { branch, EMPTY_RUN } from '../../../stores/run/fixtures';
import type { Speech } from '../sentences/waiting';
import { marksOf, movesOf, takenOf, tokensOf } from './projection';

const speech: Speech = { t: ((key: string) => key) as unknown as Speech['t'], language: 'en', now: 0 };
const mark = (more: Partial<ElementMark>): ElementMark => ({ active: 0, completed: 0, failed: 0, skipped: 0, cancelled: 0, incidents: 0, ...more });

it('a branch that waits says for what, one that works does not', () => {
  const view = {
    ...EMPTY_RUN,
    branches: [
      branch('a', 'T1', { status: 'waiting', waitingOn: { on: 'person', stepId: '1' }, stepId: '1' }),
      branch('b', 'T2', { status: 'waiting', waitingOn: { on: 'step', stepId: '2' }, stepId: '2' }),
      branch('c', 'T3', { status: 'waiting', waitingOn: { on: 'incident', incidentId: '1' } }),
      branch('d', 'T4', { status: 'completed' }),
    ],
  };
  expect(tokensOf(view, speech, NO_FLOWS).map(({ branch: id, state, waitsFor }) => [id, state, waitsFor])).toEqual([
    ['a', 'waiting', 'waits.person'],
    ['b', 'active', null],
    ['c', 'failed', 'waits.incident'],
  ]);
});

it('a failure is shown before all else, then what is under way, then what is done', () => {
  const view = {
    ...EMPTY_RUN,
    branches: [branch('a', 'Waits', { status: 'waiting', waitingOn: { on: 'person', stepId: '1' } }), branch('b', 'Works')],
    marks: {
      Failed: mark({ failed: 1, completed: 3 }),
      Incident: mark({ active: 1, incidents: 1 }),
      Waits: mark({ active: 1, completed: 1 }),
      Works: mark({ active: 1 }),
      Done: mark({ completed: 2, skipped: 1 }),
      Skipped: mark({ skipped: 1 }),
      Untouched: mark({}),
      Process: mark({ active: 1 }),
    },
  };
  expect(Object.fromEntries(marksOf(view, (element) => element !== 'Process'))).toEqual({
    Failed: { kind: 'failed' },
    Incident: { kind: 'failed' },
    Waits: { kind: 'waiting' },
    Works: { kind: 'running' },
    Done: { kind: 'done', count: 2 },
    Skipped: { kind: 'skipped' },
  });
});

it('of many moves in a batch only the last of each branch is drawn', () => {
  const taken = (branchId: string, flowId: string): RunUpdate => ({
    runId: 'r1',
    fromSeq: 2,
    seq: 2,
    entries: [],
    changes: [{ change: 'flowTaken', flowId, branchId, count: 1 }],
  });
  expect([...movesOf([taken('a', 'f1'), taken('b', 'f2'), taken('a', 'f3')])]).toEqual([['a', 'f3'], ['b', 'f2']]);
  expect(takenOf({ ...EMPTY_RUN, flowsTaken: { f1: 2, f2: 0 } })).toEqual(new Set(['f1']));
});
