import { createStore, type StoreApi } from 'zustand/vanilla';
import { backend } from '../../backend/chosen';
import { asBackendError, type BackendError } from '../../backend/backend-error';
import { tellFailure } from '../tell-failure';
import type { RunUpdate, RunView } from '../../contract';
import { GAP } from '../folding';
import { foldRun } from './fold';
import { perFrame, withoutCalls, withPieces, type Heard } from './heard';
import { endedCalls, recordReader, withRecords, type Records } from './records';
import { withBranches, withEntries, type Letters } from './letters';
import { pastReader, type Past } from './past';
import { emptyJournal, firstSeq, withEarlier, withUpdates, type Journal } from './journal';

/** What the page knows of one open run. */
export interface OpenRun {
  runId: string;
  /** How the run stands now. Null until the first snapshot is there. */
  view: RunView | null;
  /** The journal entry that somebody looks back to; null for the present. */
  cursor: number | null;
  /** The moment that the screen shows in place of the present; it follows the cursor as fast as it can be read. */
  past: Past | null;
  /** The text that the run runs, whatever became of the file. */
  xml: string | null;
  journal: Journal;
  letters: Letters;
  /** What the doing of steps has put on record, as far as somebody looked at it. */
  records: Records;
  /** What models are saying. */
  heard: Heard;
  /** Why the run cannot be shown. */
  failure: BackendError | null;
  /** The branch that a person has chosen to look at. */
  chosenBranch: string | null;
  /** The element that a person has chosen to look at. */
  selected: string | null;
}

/** What the screen shows: the moment that somebody looks back to, else the present. */
export const shownView = ({ past, view }: OpenRun): RunView | null => past?.view ?? view;

/** Told after every batch, and when another moment is looked at: what the canvas draws by. */
export type UpdateListener = (view: RunView, updates: readonly RunUpdate[]) => void;

export interface RunSession {
  store: StoreApi<OpenRun>;
  onUpdates: (listener: UpdateListener) => () => void;
  /** Fetches an earlier stretch of the journal; false when everything is there. */
  loadEarlier: () => Promise<boolean>;
  /** Fetches what is new on the record of a step. */
  loadRecords: (stepId: string) => Promise<void>;
  /** Shows the run as it was at a journal entry; null shows it live again. */
  lookAt: (seq: number | null) => void;
  /** Asks for the run again, after a failure. */
  again: () => void;
  close: () => void;
}

/** Journal entries fetched at once. */
const PAGE = 500;

/** Watches a run for as long as its tab is open. */
export function openRun(runId: string): RunSession {
  const store = createStore<OpenRun>(() => ({
    runId,
    view: null,
    cursor: null,
    past: null,
    xml: null,
    journal: emptyJournal(0),
    letters: new Map(),
    records: new Map(),
    heard: new Map(),
    failure: null,
    chosenBranch: null,
    selected: null,
  }));
  const listeners = new Set<UpdateListener>();
  const tell = (view: RunView, updates: readonly RunUpdate[]) => {
    for (const listener of listeners) listener(view, updates);
  };
  const failed = (failure: unknown) => store.setState({ failure: asBackendError(failure) });

  let loading: Promise<boolean> | null = null;
  const loadEarlier = () => {
    loading ??= fetchEarlier(store, runId).finally(() => (loading = null));
    return loading;
  };

  const loadRecords = recordReader(
    runId,
    (stepId) => store.getState().records.get(stepId) ?? [],
    (stepId, found) =>
      store.setState(({ records, heard }) => ({ records: withRecords(records, stepId, found), heard: withoutCalls(heard, stepId, endedCalls(found)) })),
  );
  const readPast = pastReader(
    runId,
    (past) => {
      store.setState(past === null ? { past, cursor: null } : { past });
      const shown = shownView(store.getState());
      if (shown) tell(shown, []);
    },
    tellFailure,
  );
  const lookAt = (seq: number | null) => {
    if (seq === store.getState().cursor) return;
    store.setState({ cursor: seq });
    readPast(seq);
  };
  const hear = perFrame((pieces) => store.setState(({ heard }) => ({ heard: withPieces(heard, pieces) })));

  let readVersion: string | null = null;
  /** The text that runs: it is another one when the run goes on with a changed routine. */
  const readText = (version: string) => {
    readVersion = version;
    backend()
      .runXml({ runId })
      .then((text) => store.setState({ xml: text.xml }), failed);
  };
  const watch = backend().watchRun(runId, {
    snapshot: (view) => {
      const { journal, xml, letters } = store.getState();
      const isKept = journal.lastSeq === view.seq;
      store.setState({
        view,
        failure: null,
        journal: isKept ? journal : emptyJournal(view.seq),
        letters: withBranches(letters, view.branches),
      });
      tell(view, []);
      if (!isKept) loadEarlier().catch(failed);
      if (xml === null || view.routine.version !== readVersion) readText(view.routine.version);
    },
    updates: (updates) => {
      const { view, journal, letters } = store.getState();
      if (!view) return;
      const next = foldRun(view, updates);
      if (next === GAP) {
        watch.again();
        return;
      }
      const told = updates.reduce((known, { entries }) => withEntries(known, entries), letters);
      store.setState({ view: next, journal: withUpdates(journal, updates), letters: withBranches(told, next.branches) });
      if (next.routine.version !== view.routine.version) readText(next.routine.version);
      tell(next, updates);
    },
    heard: hear,
    failed,
  });

  return {
    store,
    onUpdates: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    loadEarlier,
    loadRecords,
    lookAt,
    again: () => {
      store.setState({ failure: null });
      watch.again();
    },
    close: () => {
      watch.stop();
      listeners.clear();
    },
  };
}

async function fetchEarlier(store: StoreApi<OpenRun>, runId: string): Promise<boolean> {
  const before = firstSeq(store.getState().journal);
  if (before <= 1) return false;
  const fromSeq = Math.max(1, before - PAGE);
  const { entries } = await backend().readJournal({ runId, fromSeq, limit: before - fromSeq });
  store.setState(({ journal, letters }) => ({ journal: withEarlier(journal, entries), letters: withEntries(letters, entries) }));
  return fromSeq > 1;
}
