import type { Timeline } from '../../../stores/run/timeline';

/** A place in a run: an entry of its journal, and when that was written. */
export interface Moment {
  seq: number;
  time: number;
}

/** A stretch of time, and where it is drawn: from 0, the beginning of the run, to 1, its end. */
export interface Stretch {
  from: number;
  to: number;
  left: number;
  right: number;
  /** Nothing was done in it, so it is drawn narrower than it was long. */
  isFolded: boolean;
}

/** Where moments are drawn, as a share of the width. */
export interface Scale {
  at: (moment: Moment) => number;
  /** The journal entry that was the last one at a place. */
  seqAt: (share: number) => number;
  /** Stretches of time; none on a scale that counts events. */
  stretches: readonly Stretch[];
}

/** Shorter idle times are drawn as long as they were. In ms. */
const LEAST_FOLDED = 2000;
/** Idle times longer than this share of the time in which something was done are folded. */
const FOLDED_SHARE = 0.15;
/** What a folded time is wide, as a share of the time in which something was done. */
const FOLD = 0.06;
/** All folded times together are at most as wide as this share of the rest. */
const FOLDS_AT_MOST = 0.6;

/** Every moment that the timeline knows of, in order of the journal; time never goes back. */
export function momentsOf({ seq, beganAt, lastAt, bars, costs, flags, rows }: Timeline): readonly Moment[] {
  const times = new Map<number, number>([
    [1, beganAt],
    [seq, lastAt],
  ]);
  for (const { fromSeq, from, toSeq, to } of [...bars, ...rows]) {
    times.set(fromSeq, from);
    if (toSeq !== null && to !== null) times.set(toSeq, to);
  }
  for (const cost of costs) times.set(cost.seq, cost.time);
  for (const flag of flags) times.set(flag.seq, flag.time);
  let latest = 0;
  return [...times]
    .sort(([one], [other]) => one - other)
    .map(([at, time]) => {
      latest = Math.max(latest, time);
      return { seq: at, time: latest };
    });
}

/** The last index whose item is at most something, by halves; -1 when all are more. */
export function lastAtMost<Item>(items: readonly Item[], most: number, value: (item: Item) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && value(item) <= most) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** When an entry was written, as exactly as the timeline knows. */
export function timeOf(moments: readonly Moment[], seq: number): number {
  const at = Math.max(0, lastAtMost(moments, seq, (moment) => moment.seq));
  return moments[at]?.time ?? 0;
}

/** Stretches of time in which something was done, merged and in order. */
function busyStretches({ bars }: Timeline, until: number): [number, number][] {
  const busy: [number, number][] = bars
    .filter(({ phase }) => phase !== 'waiting')
    .map(({ from, to }): [number, number] => [from, to ?? until])
    .concat(bars.filter(({ phase }) => phase === 'waiting').flatMap(({ from, to }): [number, number][] => (to === null ? [[from, from]] : [[from, from], [to, to]])))
    .sort(([one], [other]) => one - other);
  const merged: [number, number][] = [];
  for (const [from, to] of busy) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** Stretches from the beginning to `until`, long idle ones folded. */
function stretchesOf(timeline: Timeline, until: number): Stretch[] {
  const busyTimes = busyStretches(timeline, until);
  const edges: { from: number; to: number; isIdle: boolean }[] = [];
  // What comes before the first step is the program's time, not the run's.
  let reached = busyTimes[0]?.[0] ?? timeline.beganAt;
  for (const [from, to] of busyTimes) {
    if (from > reached) edges.push({ from: reached, to: from, isIdle: true });
    if (to > Math.max(from, reached)) edges.push({ from: Math.max(from, reached), to, isIdle: false });
    reached = Math.max(reached, to);
  }
  if (until > reached) edges.push({ from: reached, to: until, isIdle: true });
  const busy = edges.reduce((sum, { from, to, isIdle }) => (isIdle ? sum : sum + to - from), 0);
  const bound = Math.max(LEAST_FOLDED, busy * FOLDED_SHARE);
  const isFolded = ({ from, to, isIdle }: (typeof edges)[number]) => isIdle && to - from > bound;
  const drawn = edges.reduce((sum, edge) => (isFolded(edge) ? sum : sum + edge.to - edge.from), 0);
  const folds = edges.filter(isFolded).length;
  const fold = folds === 0 ? 0 : Math.min(Math.max(drawn, 1) * FOLD, (Math.max(drawn, 1) * FOLDS_AT_MOST) / folds);
  const whole = drawn + folds * fold;
  let left = 0;
  return edges.map((edge) => {
    const width = whole === 0 ? 0 : (isFolded(edge) ? fold : edge.to - edge.from) / whole;
    const stretch = { from: edge.from, to: edge.to, left, right: left + width, isFolded: isFolded(edge) };
    left += width;
    return stretch;
  });
}

/** By the clock, with long idle times folded. `until` is the end of the drawing: now, while the run goes on. */
export function timeScale(timeline: Timeline, moments: readonly Moment[], until: number): Scale {
  const stretches = stretchesOf(timeline, Math.max(until, timeline.lastAt));
  const share = (time: number) => {
    const stretch = stretches[Math.max(0, lastAtMost(stretches, time, ({ from }) => from))];
    if (!stretch) return 0;
    const part = stretch.to === stretch.from ? 0 : (time - stretch.from) / (stretch.to - stretch.from);
    return stretch.left + Math.max(0, Math.min(part, 1)) * (stretch.right - stretch.left);
  };
  return {
    at: ({ time }) => share(time),
    seqAt: (place) => {
      const stretch = stretches[Math.max(0, lastAtMost(stretches, place, ({ left }) => left))];
      if (!stretch) return 1;
      const part = stretch.right === stretch.left ? 1 : (place - stretch.left) / (stretch.right - stretch.left);
      const time = stretch.from + Math.max(0, Math.min(part, 1)) * (stretch.to - stretch.from);
      return moments[Math.max(0, lastAtMost(moments, time, (moment) => moment.time))]?.seq ?? 1;
    },
    stretches,
  };
}

/** By the journal: every event is as wide as every other. */
export function eventScale({ seq }: Timeline): Scale {
  const last = Math.max(1, seq - 1);
  return {
    at: (moment) => (moment.seq - 1) / last,
    seqAt: (share) => Math.round(Math.max(0, Math.min(share, 1)) * last) + 1,
    stretches: [],
  };
}
