import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunChange, RunUpdate, RunView } from '../../contract';
import { EMPTY_RUN, branch, step } from './fixtures';
import { GAP } from '../folding';
import { foldRun } from './fold';

const id = fc.constantFrom('a', 'b', 'c');
const value = fc.record({ kind: fc.constant('number' as const), preview: fc.string(), bytes: fc.nat(), value: fc.nat(), reference: fc.constant(null) });
const scope = fc.record({
  id,
  parent: fc.constant(null),
  element: id,
  elementName: fc.constant(null),
  ended: fc.boolean(),
  variables: fc.dictionary(id, value),
});
const mark = fc.record({ active: fc.nat(3), completed: fc.nat(3), failed: fc.nat(3), skipped: fc.nat(3), cancelled: fc.nat(3), incidents: fc.nat(3) });

const change: fc.Arbitrary<RunChange> = fc.oneof(
  fc.record({
    change: fc.constant('statusSet' as const),
    status: fc.constantFrom('inProgress' as const, 'paused' as const, 'failed' as const),
    reason: fc.constantFrom(null, 'userPaused' as const),
    machine: fc.constantFrom('running' as const, 'paused' as const),
    endedAt: fc.constantFrom(null, 7),
    interrupted: fc.boolean(),
  }),
  fc.record({ change: fc.constant('totalsSet' as const), stepsBegun: fc.nat(), credits: fc.constantFrom('0', '1.5') }),
  fc.record({ change: fc.constant('branchSet' as const), branch: fc.tuple(id, id).map(([own, element]) => branch(own, element)) }),
  fc.record({ change: fc.constant('branchRemoved' as const), branchId: id }),
  fc.record({ change: fc.constant('stepSet' as const), step: fc.tuple(id, id).map(([own, element]) => step(own, element)) }),
  fc.record({ change: fc.constant('stepRemoved' as const), stepId: id }),
  fc.record({ change: fc.constant('markSet' as const), element: id, mark }),
  fc.record({ change: fc.constant('flowTaken' as const), flowId: id, branchId: id, count: fc.nat() }),
  fc.record({ change: fc.constant('scopeSet' as const), scope }),
  fc.record({ change: fc.constant('scopeEnded' as const), scopeId: id }),
  fc.record({ change: fc.constant('scopeRemoved' as const), scopeId: id }),
  fc.record({ change: fc.constant('variableSet' as const), scopeId: id, name: id, value }),
  fc.record({ change: fc.constant('incidentRemoved' as const), incidentId: id }),
  fc.record({ change: fc.constant('decisionRemoved' as const), decisionId: id }),
  fc.record({ change: fc.constant('taskRemoved' as const), stepId: id }),
);

/** A journal without gaps, each update one to three entries long. */
const updates = fc.array(fc.record({ length: fc.integer({ min: 1, max: 3 }), changes: fc.array(change, { maxLength: 6 }) }), { maxLength: 20 }).map((parts) => {
  let seq = EMPTY_RUN.seq;
  return parts.map(({ length, changes }): RunUpdate => {
    const fromSeq = seq + 1;
    seq += length;
    return { runId: EMPTY_RUN.runId, fromSeq, seq, entries: [], changes };
  });
});

const folded = (view: RunView, batch: readonly RunUpdate[]): RunView => {
  const next = foldRun(view, batch);
  if (next === GAP) throw new Error('a gap where there is none');
  return next;
};

function frozen<Value>(thing: Value): Value {
  if (typeof thing === 'object' && thing !== null && !Object.isFrozen(thing)) {
    Object.freeze(thing);
    Object.values(thing).forEach(frozen);
  }
  return thing;
}

describe('run = fold(snapshot, updates)', () => {
  it('gives the same however the updates are batched', () => {
    fc.assert(
      fc.property(updates, fc.array(fc.nat(20)), (all, cuts) => {
        const places = [...new Set([0, ...cuts.map((cut) => Math.min(cut, all.length)), all.length])].sort((a, b) => a - b);
        const batches = places.slice(1).map((end, index) => all.slice(places[index], end));
        expect(batches.reduce(folded, EMPTY_RUN)).toEqual(folded(EMPTY_RUN, all));
      }),
    );
  });

  it('changes nothing that it was given', () => {
    fc.assert(
      fc.property(updates, (all) => {
        frozen(all);
        all.reduce((view, update) => frozen(folded(view, [update])), frozen(structuredClone(EMPTY_RUN)));
      }),
    );
  });

  it('passes over what it has already', () => {
    fc.assert(
      fc.property(updates, fc.nat(20), (all, again) => {
        const view = folded(EMPTY_RUN, all);
        expect(foldRun(view, all.slice(0, again))).toBe(view);
      }),
    );
  });

  it('says that something is missing', () => {
    const late: RunUpdate = { runId: EMPTY_RUN.runId, fromSeq: EMPTY_RUN.seq + 2, seq: EMPTY_RUN.seq + 2, entries: [], changes: [] };
    expect(foldRun(EMPTY_RUN, [late])).toBe(GAP);
  });

  it('an update of another run is not for this one', () => {
    expect(foldRun(EMPTY_RUN, [{ runId: 'other', fromSeq: 99, seq: 99, entries: [], changes: [] }])).toBe(EMPTY_RUN);
  });

  it('parts that did not change stay the same objects', () => {
    const view = folded(EMPTY_RUN, [
      { runId: EMPTY_RUN.runId, fromSeq: 2, seq: 2, entries: [], changes: [{ change: 'flowTaken', flowId: 'f', branchId: 'a', count: 1 }] },
    ]);
    expect(view.branches).toBe(EMPTY_RUN.branches);
    expect(view.flowsTaken).toEqual({ f: 1 });
    expect(EMPTY_RUN.flowsTaken).toEqual({});
  });
});
