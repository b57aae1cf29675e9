import { useCallback, useEffect, useRef, useState } from 'react';
import { asBackendError, type BackendError } from '../../../backend/backend-error';
import { backend } from '../../../backend/chosen';
import type { EntryColumn, ListEntries } from '../../../contract';
import { missing, windowOf, withEntries, type EntryWindow } from '../../../stores/swarm/entry-window';
import { useBoard } from '../board-context';

export interface EntryQuery {
  filter: string;
  sort: EntryColumn;
  descending: boolean;
  deleted: boolean;
}

interface Entries {
  held: EntryWindow | null;
  failure: BackendError | null;
  /** These lines are in view. */
  show: (first: number, end: number) => void;
  /** Pointer or focus is among the lines: nothing moves. */
  hold: (held: boolean) => void;
  isHeld: boolean;
  /** Puts the lines in order again, now. */
  again: () => void;
}

/** An order that is out of date is asked for again at most this often. */
const CALM_MS = 1000;
/** Lines asked for before anything is known of the size of the table. */
const AT_FIRST = { from: 0, limit: 200 };

/** The lines of the table that are in view, live. The host sorts and filters; only a stretch is held here. */
export function useEntries({ filter, sort, descending, deleted }: EntryQuery): Entries {
  const { swarmId, session, asOf } = useBoard();
  const [held, setHeld] = useState<EntryWindow | null>(null);
  const [failure, setFailure] = useState<BackendError | null>(null);
  const [isHeld, hold] = useState(false);
  const inView = useRef({ first: 0, end: 0 });
  const asked = useRef(0);
  const known = useRef<EntryWindow | null>(null);
  useEffect(() => {
    known.current = held;
  });

  const load = useCallback(
    async (stretch: { from: number; limit: number }) => {
      const number = ++asked.current;
      const params: ListEntries = { swarmId, filter: filter.trim() === '' ? null : filter, sort, descending, deleted, asOf, ...stretch };
      try {
        const page = await backend().listEntries(params);
        if (number !== asked.current) return;
        setHeld(windowOf(page));
        setFailure(null);
      } catch (problem) {
        if (number === asked.current) setFailure(asBackendError(problem));
      }
    },
    [swarmId, filter, sort, descending, deleted, asOf],
  );

  const again = useCallback(() => {
    const { first, end } = inView.current;
    void load(end === 0 ? AT_FIRST : (missing(null, first, end) ?? AT_FIRST));
  }, [load]);

  useEffect(again, [again]);

  useEffect(() => {
    if (asOf !== null) return;
    return session.onEntries((entries) => {
      setHeld((now) => (now === null ? null : entries === null ? { ...now, isStale: true } : withEntries(now, entries, sort)));
    });
  }, [session, asOf, sort]);

  const isStale = held?.isStale ?? false;
  useEffect(() => {
    if (!isStale || isHeld) return;
    const calm = setTimeout(again, CALM_MS);
    return () => clearTimeout(calm);
  }, [isStale, isHeld, again]);

  const show = useCallback(
    (first: number, end: number) => {
      inView.current = { first, end };
      if (known.current === null || end === 0) return;
      const stretch = missing(known.current, first, end);
      if (stretch) void load(stretch);
    },
    [load],
  );

  return { held, failure, show, hold, isHeld, again };
}
