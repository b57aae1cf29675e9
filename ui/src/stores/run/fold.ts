import type { RunChange, RunUpdate, RunView } from '../../contract';

/** Copies a part of the view the first time that it changes, so that a batch copies each part once at most. */
class Next {
  readonly view: RunView;
  readonly #copied = new Set<keyof RunView>();

  constructor(view: RunView) {
    this.view = { ...view };
  }

  list<Part extends 'branches' | 'steps' | 'scopes' | 'listeners' | 'incidents' | 'decisions' | 'tasks'>(part: Part): RunView[Part] {
    if (!this.#copied.has(part)) {
      this.#copied.add(part);
      this.view[part] = [...this.view[part]] as RunView[Part];
    }
    return this.view[part];
  }

  record<Part extends 'marks' | 'flowsTaken' | 'overrides' | 'reasons'>(part: Part): RunView[Part] {
    if (!this.#copied.has(part)) {
      this.#copied.add(part);
      this.view[part] = { ...this.view[part] };
    }
    return this.view[part];
  }
}

/** Replaces what is alike, or adds at the end. */
function put<Item>(items: Item[], item: Item, isAlike: (known: Item) => boolean): void {
  const index = items.findIndex(isAlike);
  if (index < 0) items.push(item);
  else items[index] = item;
}

function drop<Item>(items: Item[], isAlike: (known: Item) => boolean): void {
  const index = items.findIndex(isAlike);
  if (index >= 0) items.splice(index, 1);
}

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
      return put(next.list('branches'), change.branch, ({ id }) => id === change.branch.id);
    case 'branchRemoved':
      return drop(next.list('branches'), ({ id }) => id === change.branchId);
    case 'stepSet':
      return put(next.list('steps'), change.step, ({ id }) => id === change.step.id);
    case 'stepRemoved':
      return drop(next.list('steps'), ({ id }) => id === change.stepId);
    case 'markSet':
      next.record('marks')[change.element] = change.mark;
      return;
    case 'flowTaken':
      next.record('flowsTaken')[change.flowId] = change.count;
      return;
    case 'scopeSet':
      return put(next.list('scopes'), change.scope, ({ id }) => id === change.scope.id);
    case 'scopeEnded':
      return applyToScope(next, change.scopeId, (scope) => ({ ...scope, ended: true }));
    case 'scopeRemoved':
      return drop(next.list('scopes'), ({ id }) => id === change.scopeId);
    case 'variableSet':
      return applyToScope(next, change.scopeId, (scope) => ({
        ...scope,
        variables: { ...scope.variables, [change.name]: change.value },
      }));
    case 'listenerSet':
      return put(next.list('listeners'), change.listener, ({ id }) => id === change.listener.id);
    case 'listenerRemoved':
      return drop(next.list('listeners'), ({ id }) => id === change.listenerId);
    case 'incidentSet':
      return put(next.list('incidents'), change.incident, ({ id }) => id === change.incident.id);
    case 'incidentRemoved':
      return drop(next.list('incidents'), ({ id }) => id === change.incidentId);
    case 'decisionSet':
      return put(next.list('decisions'), change.decision, ({ id }) => id === change.decision.id);
    case 'decisionRemoved':
      return drop(next.list('decisions'), ({ id }) => id === change.decisionId);
    case 'taskSet':
      return put(next.list('tasks'), change.task, ({ stepId }) => stepId === change.task.stepId);
    case 'overrideSet':
      if (change.setting === null) delete next.record('overrides')[change.element];
      else next.record('overrides')[change.element] = change.setting;
      return;
    case 'reasonSet':
      next.record('reasons')[change.element] = change.reason;
      return;
    case 'taskRemoved':
      return drop(next.list('tasks'), ({ stepId }) => stepId === change.stepId);
  }
}

function applyToScope(next: Next, scopeId: string, changed: (scope: RunView['scopes'][number]) => RunView['scopes'][number]): void {
  const scopes = next.list('scopes');
  const index = scopes.findIndex(({ id }) => id === scopeId);
  const scope = scopes[index];
  if (scope) scopes[index] = changed(scope);
}

/** Updates are missing between the view and what came; the view has to be asked for again. */
export const GAP = 'gap';

/**
 * `run = fold(snapshot, updates)`. Pure: the given view stays as it is, parts that did not change are shared with it.
 * What the view already holds is passed over, so a batch may come twice.
 */
export function foldRun(view: RunView, updates: readonly RunUpdate[]): RunView | typeof GAP {
  const next = new Next(view);
  for (const update of updates) {
    if (update.runId !== view.runId || update.seq <= next.view.seq) continue;
    if (update.fromSeq > next.view.seq + 1) return GAP;
    for (const change of update.changes) apply(next, change);
    next.view.seq = update.seq;
  }
  return next.view.seq === view.seq ? view : next.view;
}
