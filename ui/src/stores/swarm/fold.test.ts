import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SwarmChange, SwarmUpdate, SwarmView } from '../../contract';
import { EMPTY_SWARM, entry, subtask, SUMMARY } from './fixtures';
import { GAP } from '../folding';
import { foldSwarm } from './fold';

const id = fc.constantFrom('a', 'b', 'c');
const resource = id.map((own) => ({ id: own, name: own, kind: 'note', mime: null, location: null, made: null }));

const change: fc.Arbitrary<SwarmChange> = fc.oneof(
  fc.record({ change: fc.constant('summarySet' as const), summary: fc.tuple(fc.nat(9), fc.nat()).map(([runs, entries]) => ({ ...SUMMARY, seq: 99, runs, entries })) }),
  fc.record({ change: fc.constant('subtaskSet' as const), subtask: fc.tuple(id, fc.nat(3)).map(([own, priority]) => subtask(own, { priority })) }),
  fc.record({ change: fc.constant('memberRemoved' as const), memberId: id }),
  fc.record({ change: fc.constant('resourceSet' as const), resource }),
  fc.record({ change: fc.constant('resourceRemoved' as const), resourceId: id }),
  fc.record({ change: fc.constant('runSet' as const), run: id.map((runId) => ({ runId, routine: null, subtask: null, member: null, atWork: true, allotted: '1', spent: '0' })) }),
  fc.record({ change: fc.constant('runRemoved' as const), runId: id }),
  fc.record({ change: fc.constant('childAdded' as const), swarmId: id }),
  fc.record({ change: fc.constant('entriesSet' as const), entries: fc.array(id.map((key) => entry(key)), { maxLength: 3 }) }),
  fc.record({ change: fc.constant('entriesStale' as const) }),
);

/** A journal without gaps, each update one to three entries long. */
const updates = fc.array(fc.record({ length: fc.integer({ min: 1, max: 3 }), changes: fc.array(change, { maxLength: 6 }) }), { maxLength: 20 }).map((parts) => {
  let { seq } = SUMMARY;
  return parts.map(({ length, changes }): SwarmUpdate => {
    const fromSeq = seq + 1;
    seq += length;
    return { swarmId: SUMMARY.swarmId, fromSeq, seq, changes };
  });
});

const folded = (view: SwarmView, batch: readonly SwarmUpdate[]): SwarmView => {
  const next = foldSwarm(view, batch);
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

describe('swarm = fold(snapshot, updates)', () => {
  it('gives the same however the updates are batched', () => {
    fc.assert(
      fc.property(updates, fc.array(fc.nat(20)), (all, cuts) => {
        const places = [...new Set([0, ...cuts.map((cut) => Math.min(cut, all.length)), all.length])].sort((a, b) => a - b);
        const batches = places.slice(1).map((end, index) => all.slice(places[index], end));
        expect(batches.reduce(folded, EMPTY_SWARM)).toEqual(folded(EMPTY_SWARM, all));
      }),
    );
  });

  it('changes nothing that it was given', () => {
    fc.assert(
      fc.property(updates, (all) => {
        frozen(all);
        all.reduce((view, update) => frozen(folded(view, [update])), frozen(structuredClone(EMPTY_SWARM)));
      }),
    );
  });

  it('passes over what it has already', () => {
    fc.assert(
      fc.property(updates, fc.nat(20), (all, again) => {
        const view = folded(EMPTY_SWARM, all);
        expect(foldSwarm(view, all.slice(0, again))).toBe(view);
      }),
    );
  });

  it('stands where the last update ends, whatever a summary says', () => {
    fc.assert(fc.property(updates, (all) => folded(EMPTY_SWARM, all).summary.seq === (all.at(-1)?.seq ?? SUMMARY.seq)));
  });

  it('says that something is missing', () => {
    expect(foldSwarm(EMPTY_SWARM, [{ swarmId: 's1', fromSeq: 3, seq: 3, changes: [] }])).toBe(GAP);
  });

  it('passes over updates of another swarm', () => {
    expect(foldSwarm(EMPTY_SWARM, [{ swarmId: 's2', fromSeq: 9, seq: 9, changes: [] }])).toBe(EMPTY_SWARM);
  });
});
