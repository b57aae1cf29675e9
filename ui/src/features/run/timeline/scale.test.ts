import { describe, expect, it } from 'vitest';
import type { TimelineBar, TimelineRow } from '../../../contract';
import { nested, NO_TIMELINE, withChanges, type Timeline } from '../../../stores/run/timeline';
import { eventScale, momentsOf, timeOf, timeScale } from './scale';

const bar = (id: number, phase: TimelineBar['phase'], fromSeq: number, from: number, toSeq: number | null, to: number | null): TimelineBar => ({
  id,
  branchId: '1',
  element: 'Task',
  stepId: null,
  phase,
  waitingOn: null,
  attempt: 1,
  fromSeq,
  from,
  toSeq,
  to,
  end: to === null ? null : 'completed',
});

const row = (branchId: string, parent: string | null): TimelineRow => ({
  branchId,
  letter: 'A',
  colour: 0,
  parent,
  inside: null,
  iteration: null,
  fromSeq: 1,
  from: 0,
  toSeq: null,
  to: null,
  end: null,
});

/** A second of work, two hours of waiting, a second of work. */
const TWO_HOURS = 7_200_000;
const WAITED: Timeline = {
  ...NO_TIMELINE,
  seq: 9,
  beganAt: 1000,
  lastAt: 3000 + TWO_HOURS,
  bars: [
    bar(0, 'working', 2, 1000, 4, 2000),
    bar(1, 'waiting', 4, 2000, 6, 2000 + TWO_HOURS),
    bar(2, 'working', 6, 2000 + TWO_HOURS, 8, 3000 + TWO_HOURS),
  ],
};

describe('a scale by the clock', () => {
  const moments = momentsOf(WAITED);
  const scale = timeScale(WAITED, moments, WAITED.lastAt);

  it('folds a long idle time and keeps the rest in proportion', () => {
    expect(scale.stretches.map(({ isFolded }) => isFolded)).toEqual([false, true, false]);
    const [before, idle, after] = scale.stretches.map(({ left, right }) => right - left);
    expect(before).toBeCloseTo(after ?? 0);
    expect(idle).toBeLessThan(0.1);
    expect(scale.stretches.at(-1)?.right).toBeCloseTo(1);
  });

  it('finds the entry of a place, and the place of an entry', () => {
    for (const moment of moments) {
      expect(timeOf(moments, scale.seqAt(scale.at(moment)))).toBe(moment.time);
    }
    expect(scale.seqAt(0)).toBe(2);
    expect(scale.seqAt(1)).toBe(9);
  });

  it('does not fold what is short', () => {
    const short = { ...WAITED, lastAt: 2500, bars: [bar(0, 'working', 2, 1000, 4, 2000)] };
    expect(timeScale(short, momentsOf(short), 2500).stretches.some(({ isFolded }) => isFolded)).toBe(false);
  });

  it('never lets time go back, whatever the clock did', () => {
    const back = { ...WAITED, bars: [bar(0, 'working', 2, 1000, 4, 900)] };
    const times = momentsOf(back).map(({ time }) => time);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });
});

it('a scale by events gives every event the same room', () => {
  const scale = eventScale(WAITED);
  expect(scale.at({ seq: 1, time: 0 })).toBe(0);
  expect(scale.at({ seq: 9, time: 0 })).toBe(1);
  for (let seq = 1; seq <= 9; seq += 1) expect(scale.seqAt(scale.at({ seq, time: 0 }))).toBe(seq);
});

describe('changes of a timeline', () => {
  it('replace what is known and add what is not', () => {
    const known = withChanges(NO_TIMELINE, { ...WAITED, seq: 5, rows: [row('1', null)], bars: [bar(0, 'working', 2, 1000, null, null)], costs: [], pauses: [], flags: [] });
    const next = withChanges(known, { ...WAITED, rows: [], bars: WAITED.bars.slice(), costs: [], pauses: [], flags: [] });
    expect(next.bars).toEqual(WAITED.bars);
    expect(next.rows).toHaveLength(1);
    expect(withChanges(next, { ...WAITED, seq: 9, rows: [], bars: [], costs: [], pauses: [], flags: [] })).toBe(next);
  });

  it('nest rows below those that they work for', () => {
    const shown = nested([row('1', null), row('2', null), row('3', '1'), row('4', '3'), row('5', 'gone')]);
    expect(shown.map(({ row: { branchId }, depth }) => `${branchId}@${depth}`)).toEqual(['1@0', '3@1', '4@2', '2@0', '5@0']);
  });
});
