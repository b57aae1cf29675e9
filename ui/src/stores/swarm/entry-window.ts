import type { EntryColumn, EntryLine, EntryPage } from '../../contract';

/** The stretch of a table of entries that the page holds. */
export interface EntryWindow {
  /** Place of the first line among all that match. */
  from: number;
  lines: readonly EntryLine[];
  /** How many match. */
  total: number;
  /** The order, or what matches, may be another by now. */
  isStale: boolean;
}

/** Lines held around those in view, so that a little scrolling asks for nothing. */
const AROUND = 100;

export const windowOf = ({ from, entries, total }: EntryPage): EntryWindow => ({ from, lines: entries, total, isStale: false });

/** The stretch to ask for when these lines are in view; null when they are all held. */
export function missing(held: EntryWindow | null, first: number, end: number): { from: number; limit: number } | null {
  if (held && first >= held.from && Math.min(end, held.total) <= held.from + held.lines.length) return null;
  const from = Math.max(0, first - AROUND);
  return { from, limit: end - from + AROUND };
}

/** Columns whose value changes with every write: the place of a line does, too. */
const MOVES: ReadonlySet<EntryColumn> = new Set(['version', 'writer', 'changed', 'reads', 'kind']);

/** Folds written entries into the lines that are held. No line moves; whether some would is said by `isStale`. */
export function withEntries(held: EntryWindow, entries: readonly EntryLine[], sort: EntryColumn): EntryWindow {
  const fresh = new Map(entries.map((entry) => [entry.key, entry]));
  let isStale = held.isStale || MOVES.has(sort);
  const lines = held.lines.map((line) => {
    const now = fresh.get(line.key);
    fresh.delete(line.key);
    if (!now || now.version < line.version) return line;
    if (now.deleted !== line.deleted) isStale = true;
    return now;
  });
  // A key that is not held was written; it may be new and belong in between.
  if ([...fresh.values()].some(({ version }) => version === 1)) isStale = true;
  return { ...held, lines, isStale };
}
