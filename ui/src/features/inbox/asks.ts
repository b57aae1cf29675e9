import type { RunSummary, WaitingOn, WaitingPlace } from '../../contract';
import { needsPerson } from '../run/sentences/run-state';

/** A place of a run at which somebody is waited for. */
export interface Ask {
  /** The same as long as the same is asked for. */
  id: string;
  run: RunSummary;
  place: WaitingPlace;
  /** Since when, as far as the run tells. */
  since: number;
}

/** What somebody is asked for. */
export type AskKind = Extract<WaitingOn['on'], 'person' | 'decision' | 'conversation' | 'approval' | 'incident'>;

export const kindOf = ({ place }: Ask): AskKind => place.waitingOn.on as AskKind;

/** What tells two asks of one element apart. */
function keyOf(waitingOn: WaitingOn): string {
  switch (waitingOn.on) {
    case 'person':
    case 'conversation':
    case 'approval':
      return waitingOn.stepId;
    case 'decision':
      return waitingOn.decisionId;
    case 'incident':
      return waitingOn.incidentId;
    default:
      return '';
  }
}

/** What is about to run out first, then what has waited longest. */
export function asksOf(runs: readonly RunSummary[]): Ask[] {
  const asks = runs.flatMap((run) =>
    run.waiting
      .filter(({ waitingOn }) => needsPerson(waitingOn))
      .map((place) => ({
        id: `${run.runId} ${place.waitingOn.on} ${place.element} ${keyOf(place.waitingOn)}`,
        run,
        place,
        since: place.since ?? run.changedAt,
      })),
  );
  const until = ({ place }: Ask) => place.until ?? Number.POSITIVE_INFINITY;
  return asks.sort((one, other) => {
    const [first, second] = [until(one), until(other)];
    return first === second ? one.since - other.since : first - second;
  });
}

/** Whether a branch of the run waits for this very thing. */
export const isAbout = ({ place }: Ask, element: string, waitingOn: WaitingOn | null): boolean =>
  waitingOn !== null && element === place.element && waitingOn.on === place.waitingOn.on && keyOf(waitingOn) === keyOf(place.waitingOn);
