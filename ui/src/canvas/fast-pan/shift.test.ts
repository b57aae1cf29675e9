import { expect, it } from 'vitest';
import { committed, moved, NO_SHIFT, zoomed, type Shift, type Viewbox } from './shift';

const viewbox: Viewbox = { x: 100, y: 50, scale: 0.5, outer: { width: 800, height: 600 } };

/** Where a point of the diagram is on the screen. */
const shown = (point: { x: number; y: number }, box: { x: number; y: number }, scale: number, shift: Shift = NO_SHIFT) => ({
  x: shift.scale * (point.x - box.x) * scale + shift.x,
  y: shift.scale * (point.y - box.y) * scale + shift.y,
});

it('the committed viewbox shows every point where the shifted picture showed it', () => {
  const shift = zoomed(moved(zoomed(NO_SHIFT, 1.3, { x: 20, y: 400 }), -37, 12), 0.7, { x: 640, y: 10 });
  const box = committed(viewbox, shift);
  for (const point of [{ x: 0, y: 0 }, { x: 321, y: -45 }, { x: 1000, y: 900 }]) {
    const before = shown(point, viewbox, viewbox.scale, shift);
    const after = shown(point, box, viewbox.scale * shift.scale);
    expect(after.x).toBeCloseTo(before.x, 6);
    expect(after.y).toBeCloseTo(before.y, 6);
  }
  expect(box.width * viewbox.scale * shift.scale).toBeCloseTo(800, 6);
});

it('the point under the pointer stays where it is when zooming', () => {
  const at = { x: 250, y: 125 };
  const shift = zoomed(moved(NO_SHIFT, 10, 20), 1.5, at);
  expect(1.5 * (at.x - 10) + shift.x).toBeCloseTo(at.x, 6);
});
