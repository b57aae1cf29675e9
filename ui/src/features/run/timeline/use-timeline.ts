import { useEffect, useState } from 'react';
import { backend } from '../../../backend/chosen';
import { calmly } from '../../../shared/calm';
import { NO_TIMELINE, withChanges, type Timeline } from '../../../stores/run/timeline';
import { tellFailure } from '../../../stores/tell-failure';
import { useSession } from '../run-context';

/** Updates of a run that moves are fetched at most this often. */
const CALM_MS = 200;

/** The run's timeline, for as long as somebody looks at it. */
export function useTimeline(): Timeline {
  const session = useSession();
  const [timeline, setTimeline] = useState<Timeline>(NO_TIMELINE);
  useEffect(() => {
    const { runId } = session.store.getState();
    let known = NO_TIMELINE;
    let isStill = true;
    let isReading = false;
    const read = async () => {
      if (isReading) return;
      isReading = true;
      try {
        const changes = await backend().readTimeline({ runId, since: known.seq });
        if (!isStill) return;
        known = withChanges(known, changes);
        setTimeline(known);
      } catch (failure) {
        if (isStill) tellFailure(failure);
      } finally {
        isReading = false;
      }
      if (isStill && known.seq < (session.store.getState().view?.seq ?? 0)) later.soon();
    };
    const later = calmly(() => void read(), CALM_MS);
    void read();
    const stop = session.onUpdates(() => later.soon());
    return () => {
      isStill = false;
      later.stop();
      stop();
    };
  }, [session]);
  return timeline;
}
