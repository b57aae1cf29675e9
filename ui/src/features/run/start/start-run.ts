import { create } from 'zustand';
import { backend } from '../../../backend/chosen';
import { asBackendError } from '../../../backend/backend-error';
import type { Diagnostic, PathSelection, ProcessView, RoutineSource, RunMode, RunSwarm, StartRun, StrategySetting } from '../../../contract';
import { useRouter } from '../../../stores/router';
import { useSettings } from '../../../stores/settings';
import { tellFailure } from '../../../stores/tell-failure';

/** A routine that shall run: a file, or the unsaved text of a tab. */
export interface Startable {
  source: RoutineSource;
  /** The name to show. */
  name: string;
  /** The file that it belongs to, if any. */
  path: string | null;
  /** The swarm that it works for, and what for. */
  swarm?: RunSwarm;
}

/** What the dialog is about. */
export type StartDialog =
  | { kind: 'ask'; startable: Startable; processes: readonly ProcessView[]; paused: boolean; mode: RunMode }
  | { kind: 'refused'; startable: Startable; diagnostics: readonly Diagnostic[]; message: string };

export const useStartDialog = create<{ dialog: StartDialog | null }>(() => ({ dialog: null }));

export const closeStartDialog = (): void => useStartDialog.setState({ dialog: null });

/** What can be said about a run before it starts; the rest is as the settings say. */
export interface StartOptions {
  processId?: string | null;
  inputs?: StartRun['inputs'];
  paused?: boolean;
  mode?: RunMode;
  pathSelection?: PathSelection;
  /** How steps are done for which nothing nearer says it. */
  defaultStrategy?: StrategySetting | null;
  /** Nothing may cost anything. */
  testMode?: boolean;
  /** It pauses at the first error. */
  holdsOnError?: boolean;
}

/** What is in it, and whether anything in it stops a run. */
async function readStartable({ source }: Startable): Promise<{ processes: readonly ProcessView[]; isBroken: boolean }> {
  const { processes, diagnostics } =
    source.source === 'file' ? await backend().openRoutine({ path: source.path }) : await backend().checkRoutine({ xml: source.xml });
  return { processes, isBroken: diagnostics.some(({ severity }) => severity === 'error') };
}

/** Whether there is anything to ask before the run starts. */
const asksNothing = (processes: readonly ProcessView[]) => {
  const executable = processes.filter((process) => process.executable);
  const only = executable.length === 1 ? executable[0] : processes.length === 1 ? processes[0] : undefined;
  return only !== undefined && only.inputs.length === 0;
};

/** Starts a run; asks first where there is something to ask, or where `ask` says so. */
export async function requestRun(startable: Startable, { ask = false, ...options }: StartOptions & { ask?: boolean } = {}): Promise<void> {
  try {
    const { processes, isBroken } = await readStartable(startable);
    // What cannot run is not asked about first: the refusal says everything.
    if (!ask && (isBroken || asksNothing(processes))) {
      await startAtOnce(startable, options);
      return;
    }
    const { settings } = useSettings.getState();
    const paused = options.paused ?? settings?.startPaused ?? false;
    useStartDialog.setState({ dialog: { kind: 'ask', startable, processes, paused, mode: options.mode ?? 'data' } });
  } catch (failure) {
    tellFailure(failure);
  }
}

/** Starts a run and shows it. A refusal is shown with every reason. */
export async function startAtOnce(startable: Startable, options: StartOptions = {}): Promise<void> {
  const { settings } = useSettings.getState();
  try {
    const { runId } = await backend().startRun({
      routine: startable.source,
      mode: options.mode ?? 'data',
      ...(startable.swarm === undefined ? {} : { swarm: startable.swarm }),
      paused: options.paused ?? settings?.startPaused ?? false,
      ...(options.processId === undefined ? {} : { processId: options.processId }),
      ...(options.inputs === undefined ? {} : { inputs: options.inputs }),
      ...(options.pathSelection === undefined ? {} : { pathSelection: options.pathSelection }),
      ...(options.defaultStrategy == null ? {} : { defaultStrategy: options.defaultStrategy }),
      ...(options.holdsOnError ? { breakpoints: [{ kind: 'error' as const }] } : {}),
      ...(options.testMode === undefined ? {} : { testMode: options.testMode }),
    });
    closeStartDialog();
    useRouter.getState().openRun(runId, startable.path ?? '', startable.name);
  } catch (failure) {
    const { code, diagnostics, message } = asBackendError(failure);
    if (code !== 'notRunnable' && code !== 'invalidDiagram') {
      tellFailure(failure);
      return;
    }
    useStartDialog.setState({ dialog: { kind: 'refused', startable, diagnostics, message } });
  }
}
