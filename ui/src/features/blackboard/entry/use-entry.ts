import { useCallback, useEffect, useRef, useState } from 'react';
import { asBackendError, type BackendError } from '../../../backend/backend-error';
import { backend } from '../../../backend/chosen';
import type { EntryView } from '../../../contract';
import { calmly } from '../../../shared/calm';
import { useBoard } from '../board-context';

/** An entry that is written all the time is read again at most this often. */
const CALM_MS = 250;

/** An entry with its value, live, or as it was at the moment that is looked at. */
export function useEntry(key: string): { entry: EntryView | null; failure: BackendError | null; again: () => void } {
  const { swarmId, session, asOf } = useBoard();
  const [entry, setEntry] = useState<EntryView | null>(null);
  const [failure, setFailure] = useState<BackendError | null>(null);
  const asked = useRef(0);

  const again = useCallback(() => {
    const number = ++asked.current;
    backend()
      .readEntry({ swarmId, key, asOf })
      .then(
        (read) => {
          if (number !== asked.current) return;
          setEntry(read);
          setFailure(null);
        },
        (problem: unknown) => {
          if (number !== asked.current) return;
          setEntry(null);
          setFailure(asBackendError(problem));
        },
      );
  }, [swarmId, key, asOf]);

  useEffect(again, [again]);

  useEffect(() => {
    if (asOf !== null) return;
    const calm = calmly(again, CALM_MS);
    const stop = session.onEntries((entries) => {
      if (entries === null || entries.some((line) => line.key === key)) calm.soon();
    });
    return () => {
      stop();
      calm.stop();
    };
  }, [session, asOf, key, again]);

  return { entry, failure, again };
}
