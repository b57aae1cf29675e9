import type { EventKind, JournalEntry, RunUpdate } from '../../contract';

/** The stretch of a journal that the page holds: without gaps, and reaching to the end. */
export interface Journal {
  entries: readonly JournalEntry[];
  /** `seq` of the last entry that is stored. */
  lastSeq: number;
}

export const emptyJournal = (lastSeq: number): Journal => ({ entries: [], lastSeq });

/** `seq` of the first entry that is held; one more than the last when none is. */
export const firstSeq = ({ entries, lastSeq }: Journal): number => entries[0]?.seq ?? lastSeq + 1;

/** Adds what the updates bring; what is held already is passed over. */
export function withUpdates(journal: Journal, updates: readonly RunUpdate[]): Journal {
  const fresh: JournalEntry[] = [];
  let { lastSeq } = journal;
  for (const update of updates) {
    for (const entry of update.entries) {
      if (entry.seq !== lastSeq + 1) continue;
      fresh.push(entry);
      lastSeq = entry.seq;
    }
  }
  return fresh.length === 0 ? journal : { entries: journal.entries.concat(fresh), lastSeq };
}

/** Adds an earlier stretch that ends where the held one begins. */
export function withEarlier(journal: Journal, page: readonly JournalEntry[]): Journal {
  const before = firstSeq(journal);
  const earlier = page.filter((entry) => entry.seq < before);
  return earlier.at(-1)?.seq === before - 1 ? { ...journal, entries: earlier.concat(journal.entries) } : journal;
}

/** Where the last of some entries stands that was there at a moment; -1 when all of them came later. */
export function lastUpTo(entries: readonly JournalEntry[], seq: number): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.seq ?? 0) <= seq) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** What a journal list can be narrowed to. */
export interface JournalFilter {
  type: EventKind | null;
  branch: string | null;
  element: string | null;
}

export const NO_FILTER: JournalFilter = { type: null, branch: null, element: null };

export const isFiltering = ({ type, branch, element }: JournalFilter): boolean => type !== null || branch !== null || element !== null;

export function filtered(entries: readonly JournalEntry[], filter: JournalFilter): readonly JournalEntry[] {
  if (!isFiltering(filter)) return entries;
  const { type, branch, element } = filter;
  return entries.filter(
    (entry) =>
      (type === null || entry.type === type) &&
      (branch === null || entry.branch === branch) &&
      (element === null || entry.element === element),
  );
}
