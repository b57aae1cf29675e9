import { expect, it } from 'vitest';
import type { BranchView, RunSummary } from '../../../contract';
import { branch, EMPTY_RUN } from '../../../stores/run/fixtures';
import { stateOfSummary, stateOfView, stillFinishing, tellingReason } from './run-state';

const doing: BranchView = branch('a', 'T', { status: 'waiting', waitingOn: { on: 'step', stepId: '1' }, stepId: '1' });
const asking: BranchView = branch('b', 'U', { status: 'waiting', waitingOn: { on: 'person', stepId: '2' }, stepId: '2' });
const ready: BranchView = branch('c', 'V');

it('a run waits when every branch does, and runs as long as one works', () => {
  expect(stateOfView({ ...EMPTY_RUN, branches: [asking] })).toBe('waiting');
  expect(stateOfView({ ...EMPTY_RUN, branches: [asking, doing] })).toBe('running');
  expect(stateOfView({ ...EMPTY_RUN, branches: [asking, ready] })).toBe('running');
});

it('an interrupted run is said to be that, whatever its status', () => {
  expect(stateOfView({ ...EMPTY_RUN, interrupted: true, branches: [asking] })).toBe('interrupted');
  const line: Pick<RunSummary, 'status' | 'interrupted' | 'waiting'> = { status: 'inProgress', interrupted: true, waiting: [] };
  expect(stateOfSummary(line)).toBe('interrupted');
});

it('a pause says how many steps are still finishing: those that are done, not those that wait for somebody', () => {
  expect(stillFinishing({ status: 'paused', branches: [doing, asking, ready] })).toBe(1);
  expect(stillFinishing({ status: 'inProgress', branches: [doing] })).toBe(0);
});

it('a reason is said only when it says more than the status', () => {
  expect(tellingReason('completed')).toBeNull();
  expect(tellingReason('error')).toBeNull();
  expect(tellingReason('maxSteps')).toBe('maxSteps');
});
