import { create } from 'zustand';
import { asBackendError, type BackendError } from '../backend/backend-error';
import { backend } from '../backend/chosen';
import type { RunSummary, SearchReading } from '../contract';
import { noteLastRuns } from './library';

interface Runs {
  query: string;
  /** Null until it is known. */
  runs: readonly RunSummary[] | null;
  /** How many runs match the query, of which `runs` may be the first part. */
  total: number;
  /** What to ask for the runs behind the last one with; null when nothing follows. */
  next: string | null;
  /** How the host read the query. While there are mistakes in it, `runs` are those of the last query without. */
  reading: SearchReading;
  failure: BackendError | null;
}

/** Lines asked for at first, and more at the end of the list. */
const PAGE = 200;
/** A list that changes is asked for again at most this often. */
const CALM_MS = 200;
/** When more lines than this have changed, the list is read from its beginning. */
const MOST_CHANGED = 500;

export const useRuns = create<Runs>(() => ({
  query: '',
  runs: null,
  total: 0,
  next: null,
  reading: { parts: [], mistakes: [] },
  failure: null,
}));

/** Folds changes into a list that no query narrows: latest first. */
export function withRuns(known: readonly RunSummary[], changed: readonly RunSummary[], removed: readonly string[]): readonly RunSummary[] {
  const gone = new Set(removed);
  const fresh = new Map(changed.map((run) => [run.runId, run]));
  const kept = known.filter(({ runId }) => !gone.has(runId)).map((run) => fresh.get(run.runId) ?? run);
  const held = new Set(known.map(({ runId }) => runId));
  const added = changed.filter(({ runId }) => !held.has(runId) && !gone.has(runId));
  return added.length === 0 ? kept : [...added, ...kept].sort((a, b) => b.startedAt - a.startedAt);
}

/** The same for a list of which only the first part is known: what belongs behind that part stays out of it. */
export function withinPart(known: readonly RunSummary[], changed: readonly RunSummary[], removed: readonly string[]): readonly RunSummary[] {
  const held = new Set(known.map(({ runId }) => runId));
  const end = known.at(-1)?.startedAt ?? Infinity;
  return withRuns(known, changed.filter(({ runId, startedAt }) => held.has(runId) || startedAt >= end), removed);
}

/** A page put behind a list; what has come into the list meanwhile is not there twice. */
export function withPage(known: readonly RunSummary[], page: readonly RunSummary[]): readonly RunSummary[] {
  const held = new Set(known.map(({ runId }) => runId));
  return [...known, ...page.filter(({ runId }) => !held.has(runId))];
}

let asked = 0;
const asking = (query: string) => (query.trim() === '' ? null : query);

async function load(): Promise<void> {
  const number = ++asked;
  isPaging = false;
  pending.clear();
  try {
    const { runs, total, next, reading } = await backend().listRuns({ query: asking(useRuns.getState().query), limit: PAGE });
    if (number !== asked) return;
    if (reading.mistakes.length > 0) useRuns.setState({ reading, failure: null });
    else useRuns.setState({ runs, total, next, reading, failure: null });
  } catch (failure) {
    if (number === asked) useRuns.setState({ failure: asBackendError(failure) });
  }
}

let calm: ReturnType<typeof setTimeout> | undefined;
/** Runs that have changed while a query narrows the list. */
const pending = new Set<string>();

function soon(): void {
  calm ??= setTimeout(() => {
    calm = undefined;
    const { runs, reading } = useRuns.getState();
    const isWhole = pending.size === 0 || pending.size > MOST_CHANGED || !runs || reading.mistakes.length > 0;
    void (isWhole ? load() : lookAgain([...pending]));
  }, CALM_MS);
}

/** What a query lets through only the host can tell: it is asked about those runs alone that have changed. */
async function lookAgain(changed: string[]): Promise<void> {
  pending.clear();
  const number = asked;
  const { query } = useRuns.getState();
  try {
    const found = await backend().listRuns({ query: asking(query), among: changed, limit: changed.length });
    const { runs, next } = useRuns.getState();
    if (number !== asked || !runs) return;
    const through = new Set(found.runs.map(({ runId }) => runId));
    const gone = changed.filter((runId) => !through.has(runId));
    useRuns.setState({ runs: (next === null ? withRuns : withinPart)(runs, found.runs, gone), total: found.total });
  } catch (failure) {
    if (number === asked) useRuns.setState({ failure: asBackendError(failure) });
  }
}

/** Narrows the list, as `status:failed onboard`. */
export function searchRuns(query: string): void {
  pending.clear();
  useRuns.setState({ query });
  soon();
}

let isPaging = false;

/** The end of the list is near. */
export async function loadMoreRuns(): Promise<void> {
  const { query, next, reading } = useRuns.getState();
  if (next === null || isPaging || reading.mistakes.length > 0) return;
  isPaging = true;
  const number = asked;
  try {
    const page = await backend().listRuns({ query: asking(query), after: next, limit: PAGE });
    if (number !== asked) return;
    useRuns.setState(({ runs }) => ({ runs: withPage(runs ?? [], page.runs), total: page.total, next: page.next }));
  } catch (failure) {
    if (number === asked) useRuns.setState({ failure: asBackendError(failure) });
  } finally {
    if (number === asked) isPaging = false;
  }
}

let isFollowing = false;

/** Keeps the list live for as long as the page is open. */
export function followRuns(): void {
  if (isFollowing) return;
  isFollowing = true;
  backend().watchRuns({
    stale: () => void load(),
    changed: (changed, removed) => {
      noteLastRuns(changed);
      const { query, runs, total, next } = useRuns.getState();
      if (query.trim() === '' && runs) {
        const now = (next === null ? withRuns : withinPart)(runs, changed, removed);
        useRuns.setState({ runs: now, total: total + now.length - runs.length });
        return;
      }
      for (const { runId } of changed) pending.add(runId);
      for (const runId of removed) pending.add(runId);
      soon();
    },
  });
}
