import type Canvas from 'diagram-js/lib/core/Canvas';

/** Where a diagram is shown: which of its points is at the window's upper left corner, and how large. */
interface Place {
  x: number;
  y: number;
  scale: number;
}

const places = new Map<string, Place>();

/** The zoom below which a whole diagram is no longer shown when it is opened. */
const LEAST_FIT = 0.4;
const PADDING_PX = 32;

/**
 * Remembers the place for a key, for the designer and the run of a routine alike: a shape keeps its place in the
 * window when the canvas is exchanged.
 */
export function rememberPlace(key: string, canvas: Canvas): void {
  const { x, y, scale } = canvas.viewbox();
  const box = canvas.getContainer().getBoundingClientRect();
  if (box.width > 0) places.set(key, { x: x - box.left / scale, y: y - box.top / scale, scale });
}

/** Shows the remembered place; the first time, the whole diagram or its beginning. A drawing that is nowhere to be seen waits. */
export function restorePlace(key: string, canvas: Canvas): void {
  const place = places.get(key);
  const box = canvas.getContainer().getBoundingClientRect();
  if (box.width === 0) return;
  if (!place) return fit(canvas);
  const { x, y, scale } = place;
  canvas.viewbox({ x: x + box.left / scale, y: y + box.top / scale, width: box.width / scale, height: box.height / scale });
}

/** The whole diagram with some space around it, no larger than life; of a very large one the upper left part. */
export function fit(canvas: Canvas): void {
  const { inner, outer } = canvas.viewbox();
  const palette = canvas.getContainer().querySelector<HTMLElement>('.djs-palette')?.offsetWidth ?? 0;
  const free = { width: outer.width - palette, height: outer.height };
  if (!inner.width || free.width <= 0) return;
  const whole = Math.min((free.width - 2 * PADDING_PX) / inner.width, (free.height - 2 * PADDING_PX) / inner.height, 1);
  const scale = Math.max(whole, LEAST_FIT);
  canvas.viewbox({
    x: start(inner.x, inner.width, free.width / scale, PADDING_PX / scale) - palette / scale,
    y: start(inner.y, inner.height, free.height / scale, PADDING_PX / scale),
    width: outer.width / scale,
    height: outer.height / scale,
  });
}

/** Where the view begins: so that the drawing is in the middle, or its beginning is shown when it does not fit. */
function start(from: number, size: number, room: number, padding: number): number {
  return size + 2 * padding > room + 1 ? from - padding : from - (room - size) / 2;
}
