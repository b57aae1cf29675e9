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
  const read = async () => {
    isReading = true;
    try {
      while (wanted !== null) {
        const seq = wanted;
        // One moment is read after the other, so that a dragged cursor never asks for more than it can show.
        // oxlint-disable-next-line no-await-in-loop
        const view = await backend().readRunAt({ runId, seq });
        if (wanted === null) break;
        take({ seq, view });
        if (wanted === seq) break;
      }
    } catch (failure) {
      wanted = null;
      take(null);
      failed(failure);
    } finally {
      isReading = false;
    }
  };
  return (seq) => {
    wanted = seq;
    if (seq === null) take(null);
    else if (!isReading) void read();
  };
}
