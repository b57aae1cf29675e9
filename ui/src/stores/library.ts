import { create } from 'zustand';
import { asBackendError, type BackendError } from '../backend/backend-error';
import { backend } from '../backend/chosen';
import type { LibraryView, RoutineSummary, SampleView } from '../contract';

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
  useLibrary.setState(({ routines }) => (routines ? { routines: withRoutines(routines, changed, removed) } : {}));
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
