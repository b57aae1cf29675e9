import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entry } from './fixtures';
import { missing, windowOf, withEntries } from './entry-window';

const page = (from: number, keys: string[], total: number) => windowOf({ from, entries: keys.map((key) => entry(key)), total, seq: 1 });

describe('a stretch of entries', () => {
  it('holds what is in view after it was asked for', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 5000 }), (first, count, total) => {
        const end = Math.min(first + count, total);
        if (first >= end) return;
        const asked = missing(null, first, end);
        if (!asked) throw new Error('nothing is held');
        const keys = Array.from({ length: Math.min(asked.limit, total - asked.from) }, (_, index) => `k${asked.from + index}`);
        expect(missing(page(asked.from, keys, total), first, end)).toBeNull();
      }),
    );
  });

  it('asks again when other lines come into view', () => {
    expect(missing(page(0, ['a', 'b'], 9), 2, 4)).toEqual({ from: 0, limit: 104 });
  });

  it('replaces lines in their place', () => {
    const next = withEntries(page(0, ['a', 'b', 'c'], 3), [entry('b', { version: 2, preview: '7' })], 'key');
    expect(next.lines.map(({ key, preview }) => `${key}${preview}`)).toEqual(['a1', 'b7', 'c1']);
    expect(next.isStale).toBe(false);
  });

  it('never goes back to an earlier version', () => {
    const held = withEntries(page(0, ['a'], 1), [entry('a', { version: 5 })], 'key');
    expect(withEntries(held, [entry('a', { version: 4 })], 'key').lines[0]?.version).toBe(5);
  });

  it('says when a new key, a deletion or another order may be wanted', () => {
    const held = page(0, ['a'], 1);
    expect(withEntries(held, [entry('b')], 'key').isStale).toBe(true);
    expect(withEntries(held, [entry('b', { version: 2 })], 'key').isStale).toBe(false);
    expect(withEntries(held, [entry('a', { version: 2, deleted: true })], 'key').isStale).toBe(true);
    expect(withEntries(held, [entry('a', { version: 2 })], 'changed').isStale).toBe(true);
  });
});
