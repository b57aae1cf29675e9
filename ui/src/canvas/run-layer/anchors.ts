import type { Point, Rect } from '../diagram';

/** Space between discs that stand on one shape, in parts of a disc. */
const PITCH = 0.72;
/** Shapes narrower than this many discs carry them in the middle of their upper edge. */
const NARROW = 3;

/**
 * The middle of the disc at `index` of `count` on a shape: along the upper edge, from the right corner leftwards;
 * in the middle of the edge where the shape is small, such as an event.
 */
export function discAnchor(box: Rect, index: number, count: number, disc: number): Point {
  const pitch = disc * PITCH;
  if (box.width < disc * NARROW) {
    return { x: box.x + box.width / 2 + (index - (count - 1) / 2) * pitch, y: box.y - disc * 0.1 };
  }
  const room = Math.max(1, Math.floor((box.width - disc) / pitch) + 1);
  const squeeze = count > room ? (box.width - disc) / ((count - 1) * pitch) : 1;
  return { x: box.x + box.width - disc * 0.4 - (count - 1 - index) * pitch * squeeze, y: box.y };
}

/** The middle of the badge of a shape: its lower right corner, or that of the circle inside it. */
export function badgeAnchor(box: Rect, round: boolean): Point {
  const inset = round ? box.width * 0.15 : 0;
  return { x: box.x + box.width - inset, y: box.y + box.height - inset };
}

/** Where a chip of a size goes: centred below the shape, or above it where the shape's own name stands below. */
export function chipAnchor(box: Rect, label: Rect | null, size: { width: number; height: number }, disc: number): Point {
  const gap = disc * 0.35;
  const x = box.x + box.width / 2 - size.width / 2;
  const below = { x, y: box.y + box.height + gap };
  if (!label || !meets({ ...below, ...size }, label)) return below;
  return { x, y: box.y - size.height - disc * 0.75 };
}

/** Where a sign of a size goes: outside the upper left edge of a gateway, or the lower one where the shape's own name stands above. */
export function reasonAnchor(box: Rect, label: Rect | null, size: { width: number; height: number }): Point {
  const x = box.x + box.width * 0.3 - size.width;
  const above = { x, y: box.y + box.height * 0.15 - size.height };
  if (!label || !meets({ ...above, ...size }, label)) return above;
  return { x, y: box.y + box.height * 0.85 };
}

/** The middle of a breakpoint's sign on the edge where branches come in, or where they go out. */
export function breakAnchor(box: Rect, side: 'before' | 'after'): Point {
  return { x: side === 'before' ? box.x : box.x + box.width, y: box.y + box.height / 2 };
}

/** Room at the edges of the drawing: for the tools above, and for the mark of bpmn.io below. */
const EDGE = { side: 24, top: 60, bottom: 64 };

/** Where a sign goes that points to something out of sight: as near to it as the drawing goes. */
export function edgePoint(to: Point, { width, height }: { width: number; height: number }): Point {
  return {
    x: Math.min(Math.max(to.x, EDGE.side), Math.max(EDGE.side, width - EDGE.side)),
    y: Math.min(Math.max(to.y, EDGE.top), Math.max(EDGE.top, height - EDGE.bottom)),
  };
}

function meets(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
