import { create } from 'zustand';
import type { AsOf, RunView } from '../../contract';
import type { RunSession } from '../run/open-run';

/** A run that is looked back upon, and whose moment the blackboard follows. */
export interface Followed {
  runId: string;
  routine: string;
  /** Its routine's file; null when it has none. */
  path: string | null;
  /** The entry of the run's journal. */
  seq: number;
}

/** The moment at which blackboards are looked at. Null is now, live. */
interface Cursor {
  asOf: AsOf | null;
  /** The run whose cursor it is; null when somebody chose the moment on the blackboard. */
  run: Followed | null;
}

export const useCursor = create<Cursor>(() => ({ asOf: null, run: null }));

export const lookAt = (asOf: AsOf): void => useCursor.setState({ asOf, run: null });
export const lookAtNow = (): void => useCursor.setState({ asOf: null, run: null });

/** What the run knew of the blackboard; before its swarm has taken it in, what there was when it began. */
const known = ({ swarmSeq, startedAt }: RunView): AsOf => (swarmSeq === null ? { by: 'time', time: startedAt } : { by: 'seq', seq: swarmSeq });

/**
 * While a run of a swarm is looked back upon, the blackboard shows what the run knew of it then; back in the present it is live
 * again. Returns what ends that.
 */
export function shareCursor({ store }: RunSession): () => void {
  const leave = () => {
    if (useCursor.getState().run?.runId === store.getState().runId) lookAtNow();
  };
  const stop = store.subscribe(({ past, runId }, before) => {
    if (past === before.past) return;
    if (past === null || past.view.swarm === null) leave();
    else useCursor.setState({ asOf: known(past.view), run: { runId, routine: past.view.routine.name, path: past.view.routine.path, seq: past.view.seq } });
  });
  return () => {
    stop();
    leave();
  };
}
