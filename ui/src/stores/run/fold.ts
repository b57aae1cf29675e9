import type { RunChange, RunUpdate, RunView } from '../../contract';
import { drop, GAP, NextView, put } from '../folding';

type Next = NextView<
  RunView,
  'branches' | 'steps' | 'scopes' | 'listeners' | 'incidents' | 'decisions' | 'tasks' | 'marks' | 'flowsTaken' | 'overrides' | 'breakpoints' | 'reasons'
>;

function apply(next: Next, change: RunChange): void {
  const { view } = next;
  switch (change.change) {
    case 'statusSet': {
      const { status, reason, machine, endedAt, interrupted } = change;
      Object.assign(view, { status, reason, machine, endedAt, interrupted } satisfies Partial<RunView>);
      return;
    }
    case 'configurationSet':
      view.mode = change.mode;
      view.pathSelection = change.pathSelection;
      view.maxCredits = change.maxCredits;
      view.delayMs = change.delayMs;
      return;
    case 'swarmSeen':
      view.swarmSeq = change.seq;
      return;
    case 'routineSet':
      view.routine = change.routine;
      return;
    case 'breakpointSet':
      return put(next.part('breakpoints'), change.breakpoint, ({ id }) => id === change.breakpoint.id);
    case 'breakpointRemoved':
      return drop(next.part('breakpoints'), ({ id }) => id === change.breakpointId);
    case 'hitsSet':
      view.hits = change.hits;
      return;
    case 'originSet':
      view.origin = change.origin;
      view.startedAt = change.startedAt;
      return;
    case 'totalsSet':
      view.stepsBegun = change.stepsBegun;
      view.credits = change.credits;
      return;
    case 'branchSet':
      return put(next.part('branches'), change.branch, ({ id }) => id === change.branch.id);
    case 'branchRemoved':
      return drop(next.part('branches'), ({ id }) => id === change.branchId);
    case 'stepSet':
      return put(next.part('steps'), change.step, ({ id }) => id === change.step.id);
    case 'stepRemoved':
      return drop(next.part('steps'), ({ id }) => id === change.stepId);
    case 'markSet':
      next.part('marks')[change.element] = change.mark;
      return;
    case 'flowTaken':
      next.part('flowsTaken')[change.flowId] = change.count;
      return;
    case 'scopeSet':
      return put(next.part('scopes'), change.scope, ({ id }) => id === change.scope.id);
    case 'scopeEnded':
      return applyToScope(next, change.scopeId, (scope) => ({ ...scope, ended: true }));
    case 'scopeRemoved':
      return drop(next.part('scopes'), ({ id }) => id === change.scopeId);
    case 'variableSet':
      return applyToScope(next, change.scopeId, (scope) => ({
        ...scope,
        variables: { ...scope.variables, [change.name]: change.value },
      }));
    case 'listenerSet':
      return put(next.part('listeners'), change.listener, ({ id }) => id === change.listener.id);
    case 'listenerRemoved':
      return drop(next.part('listeners'), ({ id }) => id === change.listenerId);
    case 'incidentSet':
      return put(next.part('incidents'), change.incident, ({ id }) => id === change.incident.id);
    case 'incidentRemoved':
      return drop(next.part('incidents'), ({ id }) => id === change.incidentId);
    case 'decisionSet':
      return put(next.part('decisions'), change.decision, ({ id }) => id === change.decision.id);
    case 'decisionRemoved':
      return drop(next.part('decisions'), ({ id }) => id === change.decisionId);
    case 'taskSet':
      return put(next.part('tasks'), change.task, ({ stepId }) => stepId === change.task.stepId);
    case 'overrideSet':
      if (change.setting === null) delete next.part('overrides')[change.element];
      else next.part('overrides')[change.element] = change.setting;
      return;
    case 'reasonSet':
      next.part('reasons')[change.element] = change.reason;
      return;
    case 'taskRemoved':
      return drop(next.part('tasks'), ({ stepId }) => stepId === change.stepId);
  }
}

function applyToScope(next: Next, scopeId: string, changed: (scope: RunView['scopes'][number]) => RunView['scopes'][number]): void {
  const scopes = next.part('scopes');
  const index = scopes.findIndex(({ id }) => id === scopeId);
  const scope = scopes[index];
  if (scope) scopes[index] = changed(scope);
}

/**
 * `run = fold(snapshot, updates)`. Pure: the given view stays as it is, parts that did not change are shared with it.
 * What the view already holds is passed over, so a batch may come twice.
 */
export function foldRun(view: RunView, updates: readonly RunUpdate[]): RunView | typeof GAP {
  const next: Next = new NextView(view);
  for (const update of updates) {
    if (update.runId !== view.runId || update.seq <= next.view.seq) continue;
    if (update.fromSeq > next.view.seq + 1) return GAP;
    for (const change of update.changes) apply(next, change);
    next.view.seq = update.seq;
  }
  return next.view.seq === view.seq ? view : next.view;
}
