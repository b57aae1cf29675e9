import { leadingTo, type Flows } from '../../../canvas/diagram-text/flows';
import type { BranchView } from '../../../contract';

/** What leads to missing flows, kept with the wait: screens ask again with every frame. */
const known = new WeakMap<readonly string[], { flows: Flows; leading: ReadonlySet<string> }>();

function leadingToMissing(flows: Flows, missing: readonly string[]): ReadonlySet<string> {
  const kept = known.get(missing);
  if (kept?.flows === flows) return kept.leading;
  const leading = leadingTo(flows, missing);
  known.set(missing, { flows, leading });
  return leading;
}

/** The branches that a branch waits for at a join: those of its scope from which a missing flow can still be taken. */
export function awaitedBy(branch: BranchView, branches: readonly BranchView[], flows: Flows): BranchView[] {
  const { waitingOn } = branch;
  if (waitingOn?.on !== 'join') return [];
  const leading = leadingToMissing(flows, waitingOn.missing);
  const isUnderWay = ({ status }: BranchView) => status === 'active' || status === 'waiting';
  // Who waits at the join itself has come already.
  return branches.filter((other) => isUnderWay(other) && other.scopeId === branch.scopeId && other.element !== branch.element && leading.has(other.element));
}
