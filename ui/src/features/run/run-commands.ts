import { useEffect } from 'react';
import { backend } from '../../backend/chosen';
import type { RunView } from '../../contract';
import type { RunSession } from '../../stores/run/open-run';
import { useCommands } from '../../stores/commands';
import { tellFailure } from '../../stores/tell-failure';
import { focusedBranch, useSession } from './run-context';
import { hasEnded } from './sentences/run-state';

/** What can be done with a run as it stands. */
export const canContinue = (view: RunView): boolean => !hasEnded(view) && (view.status === 'paused' || view.interrupted);
export const canPause = (view: RunView): boolean => view.status === 'inProgress' && !view.interrupted;
/** A step is one of a paused run; the branch has to be one that can move by itself. */
export const canStep = (view: RunView): boolean => view.status === 'paused' && view.branches.some(({ status }) => status === 'active');
export const canStop = (view: RunView): boolean => !hasEnded(view);

export const continueRun = (runId: string): void => void backend().continueRun({ runId }).catch(tellFailure);
export const pauseRun = (runId: string): void => void backend().pauseRun({ runId }).catch(tellFailure);
export const cancelRun = (runId: string): void => void backend().cancelRun({ runId }).catch(tellFailure);
export const stepAll = (runId: string): void => void backend().stepRun({ runId }).catch(tellFailure);
export const stepBranch = (runId: string, branchId: string): void => void backend().stepRun({ runId, branchId }).catch(tellFailure);

/** Steps the focused branch; where that one only waits, the first that can move. */
export function stepFocused({ store }: RunSession): void {
  const { runId, view, chosenBranch } = store.getState();
  if (!view) return;
  const focused = focusedBranch(view, chosenBranch);
  const movable = focused?.status === 'active' ? focused : view.branches.find(({ status }) => status === 'active');
  if (movable) stepBranch(runId, movable.id);
}

function focusNext({ store }: RunSession, by: 1 | -1): void {
  const { view, chosenBranch } = store.getState();
  const count = view?.branches.length ?? 0;
  if (!view || count === 0) return;
  const at = view.branches.findIndex(({ id }) => id === focusedBranch(view, chosenBranch)?.id);
  const next = view.branches[(at + by + count) % count];
  if (next) store.setState({ chosenBranch: next.id, selected: null });
}

/** Offers the commands of the run that is shown. */
export function useRunCommands(): void {
  const session = useSession();
  const offer = useCommands((state) => state.offer);
  useEffect(() => {
    const { runId } = session.store.getState();
    const whenView = (test: (view: RunView) => boolean) => () => {
      const { view } = session.store.getState();
      return view !== null && test(view);
    };
    return offer([
      { id: 'run.continue', isEnabled: whenView(canContinue), run: () => continueRun(runId) },
      { id: 'run.pause', isEnabled: whenView(canPause), run: () => pauseRun(runId) },
      { id: 'run.step', isEnabled: whenView(canStep), run: () => stepFocused(session) },
      { id: 'run.stepAll', isEnabled: whenView(canStep), run: () => stepAll(runId) },
      { id: 'run.nextBranch', run: () => focusNext(session, 1) },
      { id: 'run.previousBranch', run: () => focusNext(session, -1) },
    ]);
  }, [session, offer]);
}
