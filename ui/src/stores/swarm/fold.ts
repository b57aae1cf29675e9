import type { SwarmChange, SwarmUpdate, SwarmView } from '../../contract';

type Lists = 'subtasks' | 'members' | 'resources' | 'runs' | 'children';

/** Copies a list of the view the first time that it changes. */
class Next {
  readonly view: SwarmView;
  readonly #copied = new Set<Lists>();

  constructor(view: SwarmView) {
    this.view = { ...view };
  }

  list<Part extends Lists>(part: Part): SwarmView[Part] {
    if (!this.#copied.has(part)) {
      this.#copied.add(part);
      this.view[part] = [...this.view[part]] as SwarmView[Part];
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

function apply(next: Next, change: SwarmChange): void {
  switch (change.change) {
    case 'summarySet':
      next.view.summary = { ...change.summary, seq: next.view.summary.seq };
      return;
    case 'subtaskSet':
      return put(next.list('subtasks'), change.subtask, ({ id }) => id === change.subtask.id);
    case 'memberSet':
      return put(next.list('members'), change.member, ({ id }) => id === change.member.id);
    case 'memberRemoved':
      return drop(next.list('members'), ({ id }) => id === change.memberId);
    case 'rolesSet':
      next.view.roles = change.roles;
      return;
    case 'resourceSet':
      return put(next.list('resources'), change.resource, ({ id }) => id === change.resource.id);
    case 'resourceRemoved':
      return drop(next.list('resources'), ({ id }) => id === change.resourceId);
    case 'runSet':
      return put(next.list('runs'), change.run, ({ runId }) => runId === change.run.runId);
    case 'runRemoved':
      return drop(next.list('runs'), ({ runId }) => runId === change.runId);
    case 'childAdded':
      return put(next.list('children'), change.swarmId, (id) => id === change.swarmId);
    // Entries and ledger are shown in stretches, which whoever shows them keeps.
    case 'entriesSet':
    case 'entriesStale':
    case 'ledgerGrew':
      return;
  }
}

/** Updates are missing between the view and what came; the view has to be asked for again. */
export const GAP = 'gap';

/**
 * `swarm = fold(snapshot, updates)`. Pure: the given view stays as it is, lists that did not change are shared with it.
 * What the view already holds is passed over, so a batch may come twice.
 */
export function foldSwarm(view: SwarmView, updates: readonly SwarmUpdate[]): SwarmView | typeof GAP {
  const next = new Next(view);
  for (const update of updates) {
    const { seq } = next.view.summary;
    if (update.swarmId !== view.summary.swarmId || update.seq <= seq) continue;
    if (update.fromSeq > seq + 1) return GAP;
    for (const change of update.changes) apply(next, change);
    next.view.summary = { ...next.view.summary, seq: update.seq };
  }
  return next.view.summary.seq === view.summary.seq ? view : next.view;
}
