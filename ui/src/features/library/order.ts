import type { RoutineSummary } from '../../contract';

/** What was last run or changed comes first. */
export function lastRunFirst(routines: readonly RoutineSummary[]): readonly RoutineSummary[] {
  const latest = ({ modifiedAt, lastRun }: RoutineSummary) => Math.max(modifiedAt, lastRun?.changedAt ?? 0);
  return [...routines].sort((a, b) => latest(b) - latest(a) || a.name.localeCompare(b.name));
}

/** In an order that is held, by path, so that nothing moves away under a pointer; what is new since then stands at the end. */
export function inHeldOrder(routines: readonly RoutineSummary[], held: readonly string[] | null): readonly RoutineSummary[] {
  if (held === null) return routines;
  const place = new Map(held.map((path, index) => [path, index]));
  const at = ({ path }: RoutineSummary) => place.get(path) ?? held.length;
  return [...routines].sort((a, b) => at(a) - at(b));
}

/** Every word of the query is somewhere in the name, the file's name or the folder. */
export function isSearched(line: { name: string; fileName?: string; folder?: string; summary?: string }, query: string): boolean {
  const text = [line.name, line.fileName, line.folder, line.summary].join(' ').toLocaleLowerCase();
  return query
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
