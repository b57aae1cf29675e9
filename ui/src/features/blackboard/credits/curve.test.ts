import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BurnDown } from '../../../contract';
import { curveOf } from './curve';

const point = (time: number, spent: string, cap: string | null = '10') => ({ time, spent, reserved: '0', cap });
const numbers = (path: string | null) => (path?.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);

describe('the curve of an account', () => {
  it('stays in its box, whatever was spent when', () => {
    const points = fc
      .array(fc.record({ time: fc.nat(1e6), spent: fc.nat(500), reserved: fc.nat(500), cap: fc.option(fc.nat(1000)) }), { minLength: 1 })
      .map((all) => all.sort((a, b) => a.time - b.time).map((one) => ({ ...one, spent: String(one.spent), reserved: String(one.reserved), cap: one.cap === null ? null : String(one.cap) })));
    fc.assert(
      fc.property(points, fc.option(fc.nat(1e7)), (all, exhaustedAt) => {
        const curve = curveOf({ points: all, exhaustedAt } satisfies BurnDown);
        if (!curve) throw new Error('there are points');
        for (const number of [...numbers(curve.spent), ...numbers(curve.bound), ...numbers(curve.cap)]) {
          expect(number).toBeGreaterThanOrEqual(0);
          expect(number).toBeLessThanOrEqual(100);
        }
      }),
    );
  });

  it('ends the projection where the cap is reached', () => {
    const curve = curveOf({ points: [point(0, '0'), point(100, '5')], exhaustedAt: 200 });
    expect(curve?.projection).toBe('M50.00,50.00 L100.00,0.00');
    expect(curve?.until).toBe(200);
  });

  it('draws no projection that is far away, and nothing without points', () => {
    expect(curveOf({ points: [point(0, '0'), point(100, '5')], exhaustedAt: 9_000 })?.projection).toBeNull();
    expect(curveOf({ points: [], exhaustedAt: null })).toBeNull();
  });
});
