import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { BranchView, RunView } from '../../contract';
import type { OpenRun, RunSession } from '../../stores/run/open-run';
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

/** A part of the run's view. Only below the place that waits for the first snapshot. */
export function useView<Part>(part: (view: RunView) => Part): Part {
  return useRun(({ view }) => {
    if (!view) throw new Error('the run is shown before its snapshot is there');
    return part(view);
  });
}

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
export const inspectedElement = ({ view, selected, chosenBranch }: OpenRun): string | null =>
  selected ?? (view ? (focusedBranch(view, chosenBranch)?.element ?? null) : null);
