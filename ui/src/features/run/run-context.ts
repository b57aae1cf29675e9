import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { BranchView, RunView } from '../../contract';
import { elementsOf, isFlowNode } from './drawn-elements';
import { shownView, type OpenRun, type RunSession } from '../../stores/run/open-run';
import { needsPerson } from './sentences/run-state';

export const RunContext = createContext<RunSession | null>(null);

/** The run whose screen this is. */
export function useSession(): RunSession {
  const session = useContext(RunContext);
  if (!session) throw new Error('only inside the screen of a run');
  return session;
}

/** A part of what the page knows of the run. */
export function useRun<Part>(part: (run: OpenRun) => Part): Part {
  return useStore(useSession().store, part);
}

function there(view: RunView | null): RunView {
  if (!view) throw new Error('the run is shown before its snapshot is there');
  return view;
}

/** A part of the moment that the screen shows. Only below the place that waits for the first snapshot. */
export function useView<Part>(part: (view: RunView) => Part): Part {
  return useRun((run) => part(there(shownView(run))));
}

/** A part of the run as it stands now, whatever moment is shown: what commands act upon. */
export function useLive<Part>(part: (view: RunView) => Part): Part {
  return useRun(({ view }) => part(there(view)));
}

/** The screen shows an earlier moment, in which nothing can be answered or changed. */
export const useIsPast = (): boolean => useRun(({ past }) => past !== null);

/** Nothing can be answered or changed: the screen shows an earlier moment, or a record that came from a file. */
export const useIsFixed = (): boolean => useRun(({ past, view }) => past !== null || view?.imported !== undefined);

/** The branch that *Step* is about: the chosen one, else the first that can move, else the first that needs somebody. */
export function focusedBranch(view: RunView, chosen: string | null): BranchView | null {
  const { branches } = view;
  return (
    branches.find(({ id }) => id === chosen) ??
    branches.find(({ status }) => status === 'active') ??
    branches.find(({ waitingOn }) => waitingOn !== null && needsPerson(waitingOn)) ??
    branches[0] ??
    null
  );
}

/** The element that the inspector is about: the selected one, else where the focused branch stands. */
export function inspectedElement(run: OpenRun): string | null {
  const view = shownView(run);
  return run.selected ?? (view ? (focusedBranch(view, run.chosenBranch)?.element ?? null) : null);
}

/** The same where it is something that branches come to; a data object, for instance, is not. */
export function inspectedNode(run: OpenRun): string | null {
  const element = inspectedElement(run);
  return element !== null && isFlowNode(elementsOf(run.runId, run.xml), element) ? element : null;
}
