import { backend } from '../../backend/chosen';
import type { RunView } from '../../contract';

/** An earlier moment of a run, which the screen shows in place of the present. */
export interface Past {
  /** The journal entry that somebody asked for; the view is of the last whole state up to it. */
  seq: number;
  view: RunView;
}

/**
 * Looks at earlier moments, one after the other: while one is on its way, only the last wish counts. Null is the present.
 */
export function pastReader(runId: string, take: (past: Past | null) => void, failed: (failure: unknown) => void): (seq: number | null) => void {
  let wanted: number | null = null;
  let isReading = false;
  const read = (seq: number): Promise<void> =>
    backend()
      .readRunAt({ runId, seq })
      .then((view) => {
        if (wanted === null) return undefined;
        take({ seq, view });
        return wanted === seq ? undefined : read(wanted);
      });
  return (seq) => {
    wanted = seq;
    if (seq === null) {
      take(null);
      return;
    }
    if (isReading) return;
    isReading = true;
    read(seq)
      .catch((failure: unknown) => {
        wanted = null;
        take(null);
        failed(failure);
      })
      .finally(() => (isReading = false));
  };
}
