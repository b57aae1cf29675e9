import { useEffect } from 'react';
import { calmly } from '../../../shared/calm';
import { useBoard } from '../board-context';

/** Does something at once, and again whenever the account has moved, at most every `calmMs`. */
export function useOnLedger(act: () => void, calmMs: number): void {
  const { session } = useBoard();
  useEffect(() => {
    const calm = calmly(act, calmMs);
    act();
    const stop = session.store.subscribe((now, before) => {
      if (now.ledger !== before.ledger) calm.soon();
    });
    return () => {
      stop();
      calm.stop();
    };
  }, [session, act, calmMs]);
}
