import { create } from 'zustand';
import { asBackendError, type BackendError } from '../../backend/backend-error';
import { backend } from '../../backend/chosen';
import type { SwarmSummary } from '../../contract';
import { isString, recall, remember } from '../../shared/remembered';

interface Swarms {
  /** Latest change first when they were asked for; null until they are known. */
  swarms: readonly SwarmSummary[] | null;
  failure: BackendError | null;
  /** The swarm that the Blackboard shows. */
  shown: string | null;
}

const SHOWN = 'swarm.shown';
const isShown = (value: unknown): value is string | null => value === null || isString(value);

export const useSwarms = create<Swarms>(() => ({ swarms: null, failure: null, shown: recall(SHOWN, null, isShown) }));

/** Shows a swarm's blackboard the next time that it is looked at. */
export function showSwarm(swarmId: string): void {
  remember(SHOWN, swarmId);
  useSwarms.setState({ shown: swarmId });
}

/** Folds changed lines into the list. Places stay, so that nothing moves under a pointer; what is new comes first. */
export function withSwarms(known: readonly SwarmSummary[], changed: readonly SwarmSummary[]): readonly SwarmSummary[] {
  const fresh = new Map(changed.map((swarm) => [swarm.swarmId, swarm]));
  const kept = known.map((swarm) => {
    const now = fresh.get(swarm.swarmId);
    fresh.delete(swarm.swarmId);
    return now && now.seq >= swarm.seq ? now : swarm;
  });
  return [...fresh.values(), ...kept];
}

/** The page already knows what its own command made. */
export const noteSwarms = (changed: readonly SwarmSummary[]): void =>
  useSwarms.setState(({ swarms }) => ({ swarms: withSwarms(swarms ?? [], changed) }));

export async function loadSwarms(): Promise<void> {
  try {
    const { swarms } = await backend().listSwarms();
    useSwarms.setState({ swarms, failure: null });
  } catch (failure) {
    useSwarms.setState({ failure: asBackendError(failure) });
  }
}

let isFollowing = false;

/** Keeps the list live for as long as the page is open. */
export function followSwarms(): void {
  if (isFollowing) return;
  isFollowing = true;
  backend().watchSwarms({ stale: () => void loadSwarms(), changed: noteSwarms });
}
