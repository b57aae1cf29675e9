import { expect, it } from 'vitest';
import { chipAnchor, discAnchor } from './anchors';

const task = { x: 100, y: 100, width: 100, height: 80 };
const event = { x: 100, y: 100, width: 36, height: 36 };
const disc = 22;

it('several discs on one shape stand side by side and never leave it', () => {
  const places = Array.from({ length: 12 }, (_, index) => discAnchor(task, index, 12, disc).x);
  expect(new Set(places).size).toBe(12);
  expect(Math.min(...places)).toBeGreaterThanOrEqual(task.x);
  expect(Math.max(...places)).toBeLessThanOrEqual(task.x + task.width);
});

it('a disc on an event stands over its middle', () => {
  expect(discAnchor(event, 0, 1, disc).x).toBe(118);
});

it('a chip goes below its shape, but never onto the name that stands there', () => {
  const size = { width: 80, height: 18 };
  expect(chipAnchor(task, null, size, disc).y).toBeGreaterThan(task.y + task.height);
  const label = { x: 90, y: 140, width: 60, height: 14 };
  const chip = chipAnchor(event, label, size, disc);
  expect(chip.y + size.height).toBeLessThan(event.y);
});
