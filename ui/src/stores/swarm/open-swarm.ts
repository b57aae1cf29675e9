import { createStore, type StoreApi } from 'zustand/vanilla';
import { asBackendError, type BackendError } from '../../backend/backend-error';
import { backend } from '../../backend/chosen';
import type { EntryLine, SwarmView } from '../../contract';
import { GAP } from '../folding';
import { foldSwarm } from './fold';

/** What the page knows of one swarm that is shown. */
export interface OpenSwarm {
  swarmId: string;
  /** Null until the first snapshot is there. */
  view: SwarmView | null;
  /** Why it cannot be shown. */
  failure: BackendError | null;
  /** Grows whenever the ledger does. */
  ledger: number;
}

/** Told which entries changed; null when it may be any of them. */
export type EntryListener = (entries: readonly EntryLine[] | null) => void;

export interface SwarmSession {
  store: StoreApi<OpenSwarm>;
  onEntries: (listener: EntryListener) => () => void;
  /** Asks for the swarm again, after a failure. */
  again: () => void;
  close: () => void;
}

/** Watches a swarm for as long as somebody shows it. */
export function openSwarm(swarmId: string): SwarmSession {
  const store = createStore<OpenSwarm>(() => ({ swarmId, view: null, failure: null, ledger: 0 }));
  const listeners = new Set<EntryListener>();
  const tell: EntryListener = (entries) => {
    for (const listener of listeners) listener(entries);
  };

  const watch = backend().watchSwarm(swarmId, {
    snapshot: (view) => {
      store.setState(({ ledger }) => ({ view, failure: null, ledger: ledger + 1 }));
      tell(null);
    },
    updates: (updates) => {
      const { view, ledger } = store.getState();
      if (!view) return;
      const next = foldSwarm(view, updates);
      if (next === GAP) {
        watch.again();
        return;
      }
      const changes = updates.filter(({ seq }) => seq > view.summary.seq).flatMap((update) => update.changes);
      const grew = changes.some(({ change }) => change === 'ledgerGrew');
      store.setState({ view: next, ledger: grew ? ledger + 1 : ledger });
      if (changes.some(({ change }) => change === 'entriesStale')) tell(null);
      const entries = changes.flatMap((change) => (change.change === 'entriesSet' ? change.entries : []));
      if (entries.length > 0) tell(entries);
    },
    failed: (failure) => store.setState({ failure: asBackendError(failure) }),
  });

  return {
    store,
    onEntries: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
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
