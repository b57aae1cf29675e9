import type { TimelineBar, TimelineCost, TimelineFlag, TimelinePause, TimelineRow, TimelineView } from '../../contract';

/** What a run did when, as far as the page has heard. */
export interface Timeline {
  /** The last journal entry that is contained. */
  seq: number;
  beganAt: number;
  lastAt: number;
  rows: readonly TimelineRow[];
  bars: readonly TimelineBar[];
  costs: readonly TimelineCost[];
  pauses: readonly TimelinePause[];
  flags: readonly TimelineFlag[];
}

export const NO_TIMELINE: Timeline = { seq: 0, beganAt: 0, lastAt: 0, rows: [], bars: [], costs: [], pauses: [], flags: [] };

/** Replaces what is known, adds what is not. */
function merged<Item>(known: readonly Item[], changed: readonly Item[], idOf: (item: Item) => string | number): readonly Item[] {
  if (changed.length === 0) return known;
  const place = new Map(known.map((item, index) => [idOf(item), index]));
  const next = [...known];
  for (const item of changed) {
    const at = place.get(idOf(item));
    if (at === undefined) next.push(item);
    else next[at] = item;
  }
  return next;
}

/** Takes what has changed since the timeline was asked for last. */
export function withChanges(known: Timeline, changes: TimelineView): Timeline {
  if (changes.seq <= known.seq) return known;
  return {
    seq: changes.seq,
    beganAt: changes.beganAt,
    lastAt: changes.lastAt,
    rows: merged(known.rows, changes.rows, ({ branchId }) => branchId),
    bars: merged(known.bars, changes.bars, ({ id }) => id),
    costs: known.costs.concat(changes.costs),
    pauses: merged(known.pauses, changes.pauses, ({ fromSeq }) => fromSeq),
    flags: known.flags.concat(changes.flags),
  };
}

/** A row and how deep it is nested. */
export interface NestedRow {
  row: TimelineRow;
  depth: number;
}

/** Rows as a tree, each followed by those that work for it. */
export function nested(rows: readonly TimelineRow[]): readonly NestedRow[] {
  const known = new Set(rows.map(({ branchId }) => branchId));
  const inside = new Map<string | null, TimelineRow[]>();
  for (const row of rows) {
    const parent = row.parent !== null && known.has(row.parent) && row.parent !== row.branchId ? row.parent : null;
    const siblings = inside.get(parent);
    if (siblings) siblings.push(row);
    else inside.set(parent, [row]);
  }
  const shown: NestedRow[] = [];
  const open = (inside.get(null) ?? []).map((row) => ({ row, depth: 0 })).toReversed();
  for (let next = open.pop(); next; next = open.pop()) {
    const { row, depth } = next;
    shown.push(next);
    const children = inside.get(row.branchId) ?? [];
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const child = children[index];
      if (child) open.push({ row: child, depth: depth + 1 });
    }
  }
  return shown;
}
