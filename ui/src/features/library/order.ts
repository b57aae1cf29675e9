import type { RoutineSummary } from '../../contract';

/** What was last run or changed comes first. */
export function lastRunFirst(routines: readonly RoutineSummary[]): readonly RoutineSummary[] {
  const latest = ({ modifiedAt, lastRun }: RoutineSummary) => Math.max(modifiedAt, lastRun?.changedAt ?? 0);
  return [...routines].sort((a, b) => latest(b) - latest(a) || a.name.localeCompare(b.name));
}

/** Every word of the query is somewhere in the name, the file's name or the folder. */
export function isSearched(line: { name: string; fileName?: string; folder?: string; summary?: string }, query: string): boolean {
  const text = [line.name, line.fileName, line.folder, line.summary].join(' ').toLocaleLowerCase();
  return query
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
