import type { BranchView, RunSummary, RunView, StatusReason, WaitingOn } from '../../../contract';

/** How a run stands, as a person would say it in a word. */
export type RunState = 'scheduled' | 'running' | 'waiting' | 'paused' | 'interrupted' | 'completed' | 'failed' | 'cancelled';

/** Whether a person at this screen has to do something. */
export const needsPerson = ({ on }: WaitingOn): boolean =>
  on === 'person' || on === 'decision' || on === 'conversation' || on === 'approval' || on === 'incident';

/** Whether a branch is doing a step rather than waiting for anything outside. */
export const isWorking = ({ status, waitingOn }: Pick<BranchView, 'status' | 'waitingOn'>): boolean =>
  status === 'active' || (status === 'waiting' && waitingOn?.on === 'step');

/** Whether a branch is doing a step that was begun and has not come back. */
export const isExecuting = ({ stepId, waitingOn }: Pick<BranchView, 'stepId' | 'waitingOn'>): boolean =>
  stepId !== null && (waitingOn === null || waitingOn.on === 'step');

export function stateOfSummary({ status, interrupted, waiting }: Pick<RunSummary, 'status' | 'interrupted' | 'waiting'>): RunState {
  if (interrupted) return 'interrupted';
  if (status !== 'inProgress') return status;
  return waiting.length > 0 ? 'waiting' : 'running';
}

export function stateOfView({ status, interrupted, branches }: Pick<RunView, 'status' | 'interrupted' | 'branches'>): RunState {
  if (interrupted) return 'interrupted';
  if (status !== 'inProgress') return status;
  const waits = branches.length > 0 && branches.every((branch) => branch.status === 'waiting' && !isWorking(branch));
  return waits ? 'waiting' : 'running';
}

/** Whether nothing more happens: it is over, or came from a file and is a record. */
export const hasEnded = ({ status, imported }: Pick<RunView, 'status' | 'imported'>): boolean =>
  imported !== undefined || status === 'completed' || status === 'failed' || status === 'cancelled';

/** Reasons that say nothing that the status has not said. */
const PLAIN: readonly StatusReason[] = ['completed', 'error'];

/** The reason, when it says more than the status. */
export const tellingReason = (reason: StatusReason | null): StatusReason | null =>
  reason === null || PLAIN.includes(reason) ? null : reason;

/** Steps that were begun before the pause and have not come back. */
export const stillFinishing = ({ status, branches }: Pick<RunView, 'status' | 'branches'>): number =>
  status === 'paused' ? branches.filter((branch) => isExecuting(branch)).length : 0;
