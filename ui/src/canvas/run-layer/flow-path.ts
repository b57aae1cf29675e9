import type { Point } from '../diagram';

/** A path along waypoints, with the length up to each of them. */
export interface FlowPath {
  points: Point[];
  lengths: number[];
  length: number;
}

export function flowPath(points: Point[]): FlowPath {
  const lengths = [0];
  let length = 0;
  for (let index = 1; index < points.length; index += 1) {
    const from = points[index - 1];
    const to = points[index];
    if (from && to) length += Math.hypot(to.x - from.x, to.y - from.y);
    lengths.push(length);
  }
  return { points, lengths, length };
}

/** The point at a part of the path, 0 at its beginning and 1 at its end. */
export function pointAt(path: FlowPath, part: number): Point {
  const wanted = Math.min(1, Math.max(0, part)) * path.length;
  let index = path.lengths.findIndex((length) => length >= wanted);
  if (index < 0) index = path.points.length - 1;
  const to = path.points[index] ?? { x: 0, y: 0 };
  const from = path.points[index - 1] ?? to;
  const reached = path.lengths[index - 1] ?? 0;
  const step = (path.lengths[index] ?? 0) - reached;
  const along = step > 0 ? (wanted - reached) / step : 0;
  return { x: from.x + (to.x - from.x) * along, y: from.y + (to.y - from.y) * along };
}

/** Slow at both ends. */
export function eased(part: number): number {
  return part < 0.5 ? 2 * part * part : 1 - (-2 * part + 2) ** 2 / 2;
}
