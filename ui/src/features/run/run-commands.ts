import { useCallback } from 'react';
import { backend } from '../../backend/chosen';
import type { BranchView, RunView, StepWay } from '../../contract';
import type { OpenRun, RunSession } from '../../stores/run/open-run';
import { useOffer } from '../../stores/commands';
import { tellFailure } from '../../stores/tell-failure';
import { paceAfter, setPace, toggleBreakpoint } from './holding/breakpoints';
import { showLower } from './lower-panels';
import { focusedBranch, inspectedNode, useSession } from './run-context';
import { hasEnded } from './sentences/run-state';

/** What can be done with a run as it stands. */
export const canContinue = (view: RunView): boolean => !hasEnded(view) && (view.status === 'paused' || view.interrupted);
export const canPause = (view: RunView): boolean => !hasEnded(view) && view.status === 'inProgress' && !view.interrupted;
/** A step is one of a paused run; the branch has to be one that can move by itself. */
export const canStep = (view: RunView): boolean => !hasEnded(view) && view.status === 'paused' && view.branches.some(({ status }) => status === 'active');
export const canStop = (view: RunView): boolean => !hasEnded(view);

export const continueRun = (runId: string): void => void backend().continueRun({ runId }).catch(tellFailure);
export const pauseRun = (runId: string): void => void backend().pauseRun({ runId }).catch(tellFailure);
export const cancelRun = (runId: string): void => void backend().cancelRun({ runId }).catch(tellFailure);
export const stepAll = (runId: string): void => void backend().stepRun({ runId }).catch(tellFailure);
export const stepBranch = (runId: string, branchId: string, way: StepWay = 'over'): void => void backend().stepRun({ runId, branchId, way }).catch(tellFailure);
export const runTo = (runId: string, element: string): void => void backend().runTo({ runId, element }).catch(tellFailure);

/** The branch that a step is about: the focused one; where that one only waits, the first that can move. */
export function steppedBranch(view: RunView, chosen: string | null): BranchView | undefined {
  const focused = focusedBranch(view, chosen);
  return focused?.status === 'active' ? focused : view.branches.find(({ status }) => status === 'active');
}

/** Whether the branch that a step is about is inside of something that it could leave. */
export function canStepOut(view: RunView, chosen: string | null): boolean {
  const around = canStep(view) ? steppedBranch(view, chosen)?.scopeId : undefined;
  return view.scopes.some(({ id, parent }) => id === around && parent !== null);
}

/** Steps the branch that a step is about. */
export function stepFocused({ store }: RunSession, way: StepWay): void {
  const { runId, view, chosenBranch } = store.getState();
  const stepped = view ? steppedBranch(view, chosenBranch) : undefined;
  if (stepped) stepBranch(runId, stepped.id, way);
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
  useOffer(
    useCallback(() => {
      const { runId } = session.store.getState();
      const when = (test: (view: RunView, run: OpenRun) => boolean) => () => {
        const run = session.store.getState();
        return run.view !== null && test(run.view, run);
      };
      const here = () => inspectedNode(session.store.getState());
      const canHold = when((view, run) => !hasEnded(view) && run.past === null);
      const pace = (by: 1 | -1) => () => {
        const { view } = session.store.getState();
        if (view) setPace(runId, paceAfter(view.delayMs, by));
      };
      return [
        { id: 'run.continue', isEnabled: when(canContinue), run: () => continueRun(runId) },
        { id: 'run.pause', isEnabled: when(canPause), run: () => pauseRun(runId) },
        { id: 'run.step', isEnabled: when(canStep), run: () => stepFocused(session, 'over') },
        { id: 'run.stepInto', isEnabled: when(canStep), run: () => stepFocused(session, 'into') },
        { id: 'run.stepOut', isEnabled: when((view, { chosenBranch }) => canStepOut(view, chosenBranch)), run: () => stepFocused(session, 'out') },
        { id: 'run.stepAll', isEnabled: when(canStep), run: () => stepAll(runId) },
        {
          id: 'run.toHere',
          isEnabled: () => canHold() && here() !== null,
          run: () => {
            const element = here();
            if (element !== null) runTo(runId, element);
          },
        },
        { id: 'run.slower', isEnabled: when((view) => !hasEnded(view) && paceAfter(view.delayMs, 1) !== view.delayMs), run: pace(1) },
        { id: 'run.faster', isEnabled: when((view) => !hasEnded(view) && paceAfter(view.delayMs, -1) !== view.delayMs), run: pace(-1) },
        {
          id: 'run.breakpoint',
          isEnabled: () => canHold() && here() !== null,
          run: () => {
            const { view } = session.store.getState();
            const element = here();
            if (view && element !== null) toggleBreakpoint(view, { kind: 'before', element });
          },
        },
        { id: 'run.breakpoints', isEnabled: canHold, run: () => showLower('breakpoints') },
        { id: 'run.changes', isEnabled: canHold, run: () => showLower('changes') },
        { id: 'run.nextBranch', run: () => focusNext(session, 1) },
        { id: 'run.previousBranch', run: () => focusNext(session, -1) },
      ];
    }, [session]),
  );
}
