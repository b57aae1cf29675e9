import type { Point, Rect } from '../diagram';

/**
 * How far the picture on the screen is ahead of the committed viewbox:
 * a point of the picture at `p` px is shown at `scale * p + (x, y)`.
 */
export interface Shift {
  scale: number;
  x: number;
  y: number;
}

export const NO_SHIFT: Shift = { scale: 1, x: 0, y: 0 };

/** Part of a diagram-js viewbox. */
export interface Viewbox {
  x: number;
  y: number;
  scale: number;
  outer: { width: number; height: number };
}

/** Moves the picture by px. */
export function moved(shift: Shift, dx: number, dy: number): Shift {
  return { scale: shift.scale, x: shift.x + dx, y: shift.y + dy };
}

/** Enlarges the picture around a point that stays where it is. */
export function zoomed(shift: Shift, factor: number, at: Point): Shift {
  return {
    scale: shift.scale * factor,
    x: at.x + factor * (shift.x - at.x),
    y: at.y + factor * (shift.y - at.y),
  };
}

/** The viewbox that shows what the shifted picture shows. */
export function committed(viewbox: Viewbox, shift: Shift): Rect {
  const scale = viewbox.scale * shift.scale;
  return {
    x: viewbox.x - shift.x / scale,
    y: viewbox.y - shift.y / scale,
    width: viewbox.outer.width / scale,
    height: viewbox.outer.height / scale,
  };
}
