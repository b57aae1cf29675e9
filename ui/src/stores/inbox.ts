import { create } from 'zustand';
import { asBackendError, type BackendError } from '../backend/backend-error';
import { backend } from '../backend/chosen';
import type { RunSummary } from '../contract';
import { withRuns } from './runs';

interface Inbox {
  /** Runs that wait for a person; null until that is known. */
  runs: readonly RunSummary[] | null;
  failure: BackendError | null;
}

/** More runs than this wait in line until some of them are answered. */
const MOST = 1000;

export const useInbox = create<Inbox>(() => ({ runs: null, failure: null }));

/** At how many places somebody is waited for. */
export const askCount = ({ runs }: Inbox): number => (runs ?? []).reduce((sum, { asks }) => sum + asks, 0);

export async function loadInbox(): Promise<void> {
  try {
    const { runs } = await backend().listRuns({ query: 'waits:you', limit: MOST });
    useInbox.setState({ runs, failure: null });
  } catch (failure) {
    useInbox.setState({ failure: asBackendError(failure) });
  }
}

/** Folds changed runs into those that wait; the same list when nothing about them concerns it. */
export function withAsking(known: readonly RunSummary[], changed: readonly RunSummary[], removed: readonly string[]): readonly RunSummary[] {
  const held = new Set(known.map(({ runId }) => runId));
  const asking = changed.filter(({ asks }) => asks > 0);
  const gone = [...removed, ...changed.filter(({ asks }) => asks === 0).map(({ runId }) => runId)].filter((runId) => held.has(runId));
  return asking.length === 0 && gone.length === 0 ? known : withRuns(known, asking, gone);
}

let isFollowing = false;

/** Keeps it live for as long as the page is open. */
export function followInbox(): void {
  if (isFollowing) return;
  isFollowing = true;
  backend().watchRuns({
    stale: () => void loadInbox(),
    changed: (changed, removed) => {
      const { runs } = useInbox.getState();
      if (runs === null) return;
      const next = withAsking(runs, changed, removed);
      if (next !== runs) useInbox.setState({ runs: next });
    },
  });
}
