import i18next from 'i18next';
import { backend } from '../../backend/chosen';
import type { OpenedRoutine, RoutineOrigin, RoutineSummary, SampleView } from '../../contract';
import { useToasts } from '../../shared/toast';
import { chooseFolder, noteRoutines, useLibrary } from '../../stores/library';
import { routineTabId, useRouter } from '../../stores/router';
import { tellFailure } from '../../stores/tell-failure';
import { startAtOnce } from '../run/start/start-run';

const say = (words: string, action?: { label: string; run: () => void }) =>
  useToasts.getState().show({ tone: 'neutral', words, ...(action ? { action } : {}) });

/** Shows a routine in the designer. */
export function openInDesigner({ path, name }: Pick<RoutineSummary, 'path' | 'name'>): void {
  useRouter.getState().openRoutine(path, name);
}

function show({ routine }: OpenedRoutine): void {
  noteRoutines([routine]);
  openInDesigner(routine);
}

/** Makes a routine's file and shows it. */
export async function createRoutine(name: string, origin: RoutineOrigin): Promise<void> {
  show(await backend().createRoutine({ name, origin }));
}

/** Puts a text that came from elsewhere into the project folder and shows it. */
export async function importRoutine(name: string, xml: string): Promise<void> {
  const opened = await backend().importRoutine({ name, xml });
  show(opened);
  say(i18next.t('library:imported', { name: opened.routine.name }));
}

/** Takes the routines and runs among dropped or chosen files. */
export async function importFiles(files: Iterable<File>): Promise<void> {
  for (const file of files) {
    if (/\.run$/i.test(file.name)) {
      // oxlint-disable-next-line no-await-in-loop
      await import('../history/files/run-files').then(({ importRun }) => importRun(file)).catch(tellFailure);
      continue;
    }
    if (!/\.(bpmn|xml)$/i.test(file.name)) {
      useToasts.getState().show({ tone: 'red', words: i18next.t('library:notRoutine', { name: file.name }) });
      continue;
    }
    // One after the other: each is shown when it is there, the last one stays in front.
    // oxlint-disable-next-line no-await-in-loop
    await file.text().then((xml) => importRoutine(file.name, xml), tellFailure);
  }
}

/** Lets the user pick a file in the system's own dialog and shows it. */
export async function pickRoutine(): Promise<void> {
  const { path } = await backend().pickRoutine();
  if (path === null) return;
  show(await backend().openRoutine({ path }));
}

/** Lets the user pick another project folder. */
export async function pickFolder(): Promise<void> {
  const { path } = await backend().pickFolder();
  if (path !== null) await chooseFolder(path);
}

export async function duplicateRoutine(routine: RoutineSummary): Promise<void> {
  noteRoutines([await backend().duplicateRoutine({ path: routine.path })]);
}

/** Moves the file to the trash, and offers to bring it back. */
export async function deleteRoutine(routine: RoutineSummary): Promise<void> {
  const { trashed } = await backend().deleteRoutine({ path: routine.path });
  noteRoutines([], [routine.path]);
  useRouter.getState().close(routineTabId(routine.path));
  say(i18next.t('library:deleted', { name: routine.name }), {
    label: i18next.t('library:undo'),
    run: () => {
      backend()
        .restoreRoutine({ trashed })
        .then((restored) => {
          noteRoutines([restored]);
          say(i18next.t('library:restored', { name: restored.name }));
        })
        .catch(tellFailure);
    },
  });
}

export async function renameRoutine(routine: RoutineSummary, name: string): Promise<void> {
  const { tabs, close, openRoutine } = useRouter.getState();
  const tab = tabs.find(({ id }) => id === routineTabId(routine.path));
  const renamed = await backend().renameRoutine({ path: routine.path, name });
  noteRoutines([renamed], [routine.path]);
  if (!tab) return;
  const { place } = useRouter.getState();
  close(tab.id);
  openRoutine(renamed.path, renamed.name);
  useRouter.getState().go(place);
}

/** Whether a tab holds changes of the file that are not saved. */
export const hasUnsavedTab = (path: string): boolean =>
  useRouter.getState().tabs.some((tab) => tab.kind === 'routine' && tab.path === path && tab.unsaved);

/** Runs a sample, paused at its start: from the file that was made of it, which is made if it is not there. */
export async function runTour(sample: SampleView): Promise<void> {
  const known = useLibrary.getState().routines?.find(({ name }) => name === sample.name);
  const routine = known ?? (await backend().createRoutine({ name: sample.name, origin: { from: 'sample', id: sample.id } })).routine;
  noteRoutines([routine]);
  await startAtOnce({ source: { source: 'file', path: routine.path }, name: routine.name, path: routine.path }, { paused: true });
}
