import type { SwarmChange, SwarmUpdate, SwarmView } from '../../contract';
import { drop, GAP, NextView, put } from '../folding';

type Next = NextView<SwarmView, 'subtasks' | 'members' | 'resources' | 'runs' | 'children'>;

function apply(next: Next, change: SwarmChange): void {
  switch (change.change) {
    case 'summarySet':
      next.view.summary = { ...change.summary, seq: next.view.summary.seq };
      return;
    case 'subtaskSet':
      return put(next.part('subtasks'), change.subtask, ({ id }) => id === change.subtask.id);
    case 'memberSet':
      return put(next.part('members'), change.member, ({ id }) => id === change.member.id);
    case 'memberRemoved':
      return drop(next.part('members'), ({ id }) => id === change.memberId);
    case 'rolesSet':
      next.view.roles = change.roles;
      return;
    case 'resourceSet':
      return put(next.part('resources'), change.resource, ({ id }) => id === change.resource.id);
    case 'resourceRemoved':
      return drop(next.part('resources'), ({ id }) => id === change.resourceId);
    case 'runSet':
      return put(next.part('runs'), change.run, ({ runId }) => runId === change.run.runId);
    case 'runRemoved':
      return drop(next.part('runs'), ({ runId }) => runId === change.runId);
    case 'childAdded':
      return put(next.part('children'), change.swarmId, (id) => id === change.swarmId);
    // Entries and ledger are shown in stretches, which whoever shows them keeps.
    case 'entriesSet':
    case 'entriesStale':
    case 'ledgerGrew':
      return;
  }
}

/**
 * `swarm = fold(snapshot, updates)`. Pure: the given view stays as it is, lists that did not change are shared with it.
 * What the view already holds is passed over, so a batch may come twice.
 */
export function foldSwarm(view: SwarmView, updates: readonly SwarmUpdate[]): SwarmView | typeof GAP {
  const next: Next = new NextView(view);
  for (const update of updates) {
    const { seq } = next.view.summary;
    if (update.swarmId !== view.summary.swarmId || update.seq <= seq) continue;
    if (update.fromSeq > seq + 1) return GAP;
    for (const change of update.changes) apply(next, change);
    next.view.summary = { ...next.view.summary, seq: update.seq };
  }
  return next.view.summary.seq === view.summary.seq ? view : next.view;
}
