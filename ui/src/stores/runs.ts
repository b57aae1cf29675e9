import { create } from 'zustand';
import { asBackendError, type BackendError } from '../backend/backend-error';
import { backend } from '../backend/chosen';
import type { RunSummary } from '../contract';
import { noteLastRuns } from './library';

interface Runs {
  query: string;
  /** Null until it is known. */
  runs: readonly RunSummary[] | null;
  /** How many runs match the query, of which `runs` may be the first part. */
  total: number;
  failure: BackendError | null;
}

/** Lines asked for at first, and more at the end of the list. */
const PAGE = 200;
/** A list that changes is asked for again at most this often. */
const CALM_MS = 200;

export const useRuns = create<Runs>(() => ({ query: '', runs: null, total: 0, failure: null }));

/** Folds changes into a list that no query narrows: latest first. */
export function withRuns(known: readonly RunSummary[], changed: readonly RunSummary[], removed: readonly string[]): readonly RunSummary[] {
  const gone = new Set(removed);
  const fresh = new Map(changed.map((run) => [run.runId, run]));
  const kept = known.filter(({ runId }) => !gone.has(runId)).map((run) => fresh.get(run.runId) ?? run);
  const held = new Set(known.map(({ runId }) => runId));
  const added = changed.filter(({ runId }) => !held.has(runId) && !gone.has(runId));
  return added.length === 0 ? kept : [...added, ...kept].sort((a, b) => b.startedAt - a.startedAt);
}

let limit = PAGE;
let asked = 0;

async function load(): Promise<void> {
  const number = ++asked;
  const { query } = useRuns.getState();
  try {
    const { runs, total } = await backend().listRuns({ query: query.trim() === '' ? null : query, limit });
    if (number === asked) useRuns.setState({ runs, total, failure: null });
  } catch (failure) {
    if (number === asked) useRuns.setState({ failure: asBackendError(failure) });
  }
}

let calm: ReturnType<typeof setTimeout> | undefined;

function loadSoon(): void {
  calm ??= setTimeout(() => {
    calm = undefined;
    void load();
  }, CALM_MS);
}

/** Narrows the list, as `status:failed onboard`. */
export function searchRuns(query: string): void {
  limit = PAGE;
  useRuns.setState({ query });
  loadSoon();
}

/** The end of the list is near. */
export function loadMoreRuns(): void {
  const { runs, total } = useRuns.getState();
  if (!runs || runs.length >= total || runs.length < limit) return;
  limit += PAGE;
  void load();
}

let isFollowing = false;

/** Keeps the list live for as long as the page is open. What a query lets through only the host can tell. */
export function followRuns(): void {
  if (isFollowing) return;
  isFollowing = true;
  backend().watchRuns({
    stale: () => void load(),
    changed: (changed, removed) => {
      noteLastRuns(changed);
      const { query, runs, total } = useRuns.getState();
      if (query.trim() !== '' || !runs) {
        loadSoon();
        return;
      }
      const next = withRuns(runs, changed, removed);
      useRuns.setState({ runs: next, total: total + next.length - runs.length });
    },
  });
}
