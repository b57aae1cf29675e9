import { expect, it } from 'vitest';
import { eased, flowPath, pointAt } from './flow-path';

const corner = flowPath([
  { x: 0, y: 0 },
  { x: 100, y: 0 },
  { x: 100, y: 300 },
]);

it('a disc moves evenly along the bends of a flow', () => {
  expect(corner.length).toBe(400);
  expect(pointAt(corner, 0)).toEqual({ x: 0, y: 0 });
  expect(pointAt(corner, 0.125)).toEqual({ x: 50, y: 0 });
  expect(pointAt(corner, 0.25)).toEqual({ x: 100, y: 0 });
  expect(pointAt(corner, 0.5)).toEqual({ x: 100, y: 100 });
  expect(pointAt(corner, 2)).toEqual({ x: 100, y: 300 });
});

it('a path of one point is that point', () => {
  expect(pointAt(flowPath([{ x: 7, y: 8 }]), 0.5)).toEqual({ x: 7, y: 8 });
});

it('easing begins at 0, ends at 1 and is half way in the middle', () => {
  expect([eased(0), eased(0.5), eased(1)]).toEqual([0, 0.5, 1]);
});
