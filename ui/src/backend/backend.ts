import type { Commands, Method, NoParams, RoutineSummary, RunSummary, RunUpdate, RunView, SwarmSummary, SwarmUpdate, SwarmView } from '../contract';
import type { Connection } from './transport';

export { BackendError } from './backend-error';
export type { Connection } from './transport';

/** Watching is offered as functions that say what they tell and how to stop. */
type WatchMethod = 'watchRun' | 'watchRuns' | 'watchSwarm' | 'watchSwarms' | 'watchLibrary' | 'watchOpened' | 'unwatch';

type CommandMethods = {
  [Name in Exclude<Method, WatchMethod>]: NoParams extends Commands[Name]['params']
    ? (params?: Commands[Name]['params']) => Promise<Commands[Name]['result']>
    : (params: Commands[Name]['params']) => Promise<Commands[Name]['result']>;
};

/** The next piece of what a model says. */
export interface HeardPiece {
  stepId: string;
  /** Which request of the step. */
  call: number;
  text: string;
  /** It is all that was said so far, in place of what was heard before. */
  fromStart: boolean;
}

/** What somebody who watches a run or a swarm is told. */
export interface Watcher<View, Update> {
  /** It as it is now; again after a gap or a lost connection, and then it replaces everything before. */
  snapshot: (view: View) => void;
  /** What has happened since, in order. */
  updates: (updates: Update[]) => void;
  /** It cannot be watched. */
  failed: (failure: Error) => void;
}

/** What somebody who watches a list is told. */
export interface ListWatcher<Line, Id> {
  /** The list may have changed while nobody listened: ask for it again. Also told once at the start. */
  stale: () => void;
  changed: (changed: Line[], removed: Id[]) => void;
}

/** What somebody who watches a run is told. */
export interface RunWatcher extends Watcher<RunView, RunUpdate> {
  /** A model goes on saying something; what it has said in all comes with the step's record. */
  heard?: (piece: HeardPiece) => void;
}

/** Stops watching. */
export type Unwatch = () => void;

/** A run or a swarm that is being watched. */
export interface Watch {
  /** Something is missing: asks for a snapshot again. */
  again: () => void;
  stop: Unwatch;
}

/**
 * The only door to a host. Implementations: `tauri.ts` (the desktop window), `web.ts` (`routine serve`), `fake.ts` (component tests).
 * Every method has the name of a host command and the types of `../contract`; a failure is a `BackendError`.
 */
export interface Backend extends CommandMethods {
  watchRun: (runId: string, watcher: RunWatcher) => Watch;
  watchRuns: (watcher: ListWatcher<RunSummary, string>) => Unwatch;
  watchSwarm: (swarmId: string, watcher: Watcher<SwarmView, SwarmUpdate>) => Watch;
  watchSwarms: (watcher: ListWatcher<SwarmSummary, never>) => Unwatch;
  watchLibrary: (watcher: ListWatcher<RoutineSummary, string>) => Unwatch;
  /** Told when a file waits to be opened, and once at the start. */
  watchOpened: (opened: () => void) => Unwatch;
  /** Told the name of a command of the window that was chosen in a native menu. */
  onUiCommand: (chosen: (uiCommand: string) => void) => Unwatch;
  /** The listener is told the present state at once. */
  onConnection: (listener: (connection: Connection) => void) => Unwatch;
  /** Ends the connection; nothing is delivered afterwards. */
  close: () => void;
}
