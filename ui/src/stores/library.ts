import { create } from 'zustand';
import { asBackendError, type BackendError } from '../backend/backend-error';
import { backend } from '../backend/chosen';
import type { LibraryView, RoutineSummary, RunSummary, SampleView } from '../contract';

interface Library {
  /** Null until it is known. */
  folder: string | null;
  routines: readonly RoutineSummary[] | null;
  samples: readonly SampleView[] | null;
  failure: BackendError | null;
}

export const useLibrary = create<Library>(() => ({ folder: null, routines: null, samples: null, failure: null }));

const byPlace = (a: RoutineSummary, b: RoutineSummary) => a.folder.localeCompare(b.folder) || a.name.localeCompare(b.name);

/** Folds a change of the project folder into the list. */
export function withRoutines(
  known: readonly RoutineSummary[],
  changed: readonly RoutineSummary[],
  removed: readonly string[],
): readonly RoutineSummary[] {
  const gone = new Set([...removed, ...changed.map(({ path }) => path)]);
  return [...known.filter(({ path }) => !gone.has(path)), ...changed].sort(byPlace);
}

/** Folds changed runs into the list: each routine shows its latest one. */
export function withLastRuns(known: readonly RoutineSummary[], changed: readonly RunSummary[]): readonly RoutineSummary[] {
  return known.map((routine) => {
    const isLater = (run: RunSummary, than: RunSummary | null) =>
      run.routine.path === routine.path && (than === null || run.runId === than.runId || run.startedAt >= than.startedAt);
    const lastRun = changed.reduce((latest, run) => (isLater(run, latest) ? run : latest), routine.lastRun);
    return lastRun === routine.lastRun ? routine : { ...routine, lastRun };
  });
}

function show(view: LibraryView): void {
  useLibrary.setState({ folder: view.folder, routines: [...view.routines].sort(byPlace), failure: null });
}

/** Asks for the whole list. */
export async function loadLibrary(): Promise<void> {
  try {
    show(await backend().listRoutines());
  } catch (failure) {
    useLibrary.setState({ failure: asBackendError(failure) });
  }
}

/** Another project folder. */
export async function chooseFolder(folder: string): Promise<void> {
  show(await backend().setProjectFolder({ folder }));
}

/** The page already knows what its own command changed; the watcher says the same a moment later. */
export function noteRoutines(changed: RoutineSummary[], removed: string[] = []): void {
  const known = changed.flatMap(({ path }) => heard.get(path) ?? []);
  const current = withLastRuns(changed, known);
  useLibrary.setState(({ routines }) => (routines ? { routines: withRoutines(routines, current, removed) } : {}));
}

/** The latest that was heard of each routine's runs. A routine's line may be older: it was read when its file was seen. */
const heard = new Map<string, RunSummary>();

/** Runs have changed. */
export function noteLastRuns(changed: readonly RunSummary[]): void {
  for (const run of changed) {
    const { path } = run.routine;
    const latest = path === null ? undefined : heard.get(path);
    if (path !== null && (!latest || latest.runId === run.runId || run.startedAt >= latest.startedAt)) heard.set(path, run);
  }
  useLibrary.setState(({ routines }) => (routines ? { routines: withLastRuns(routines, changed) } : {}));
}

/** A routine has unsaved text, or none any more. */
export function noteDraft(path: string, hasDraft: boolean): void {
  const mark = (routine: RoutineSummary) => (routine.path === path && routine.hasDraft !== hasDraft ? { ...routine, hasDraft } : routine);
  useLibrary.setState(({ routines }) => (routines ? { routines: routines.map(mark) } : {}));
}

let isFollowing = false;

/** Keeps the list live for as long as the page is open. */
export function followLibrary(): void {
  if (isFollowing) return;
  isFollowing = true;
  backend().watchLibrary({ stale: () => void loadLibrary(), changed: noteRoutines });
  backend()
    .listSamples()
    .then(
      (samples) => useLibrary.setState({ samples }),
      () => useLibrary.setState({ samples: [] }),
    );
}
