import { backend } from '../../../backend/chosen';
import type { BreakOn, BreakpointView, RunView } from '../../../contract';
import { tellFailure } from '../../../stores/tell-failure';

/** Milliseconds between two iterations that are offered, from full speed to slow. */
export const PACES = [0, 250, 1000, 3000] as const;

/** The pace next to this one, slower or faster; the same one at the end. */
export function paceAfter(delayMs: number, by: 1 | -1): number {
  return (by === 1 ? PACES.find((pace) => pace > delayMs) : PACES.findLast((pace) => pace < delayMs)) ?? delayMs;
}

export const setPace = (runId: string, delayMs: number): void => void backend().setPace({ runId, delayMs }).catch(tellFailure);

/** What a breakpoint is about, as one text; equal for breakpoints that would hold a run at the same moments. */
export const sameness = (on: BreakOn): string => JSON.stringify(Object.entries(on).sort(([a], [b]) => a.localeCompare(b)));

/** The breakpoint that holds at the same moments, without those that are there for one time. */
export const breakpointOn = (view: Pick<RunView, 'breakpoints'>, on: BreakOn): BreakpointView | undefined =>
  view.breakpoints.find((known) => !known.once && sameness(known.on) === sameness(on));

export const setBreakpoint = (runId: string, on: BreakOn): Promise<void> =>
  backend()
    .setBreakpoint({ runId, on, enabled: true })
    .then(() => undefined, tellFailure);

export const removeBreakpoint = (runId: string, breakpointId: string): void => void backend().removeBreakpoint({ runId, breakpointId }).catch(tellFailure);

export const enableBreakpoint = (runId: string, { id, on, once }: BreakpointView, enabled: boolean): void =>
  void backend().setBreakpoint({ runId, breakpointId: id, on, once, enabled }).catch(tellFailure);

/** Sets a breakpoint where there is none, and takes away the one that is there. */
export function toggleBreakpoint(view: RunView, on: BreakOn): void {
  const known = breakpointOn(view, on);
  if (known) removeBreakpoint(view.runId, known.id);
  else void setBreakpoint(view.runId, on);
}

/** Breakpoints that stand at an element; the run may be about to enter it, or have left it. */
export const breakpointsAt = (view: Pick<RunView, 'breakpoints'>, element: string): BreakpointView[] =>
  view.breakpoints.filter(({ on }) => (on.kind === 'before' || on.kind === 'after') && on.element === element);
