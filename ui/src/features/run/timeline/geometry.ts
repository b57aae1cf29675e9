import type { TimelineBar } from '../../../contract';
import type { Scale } from './scale';

/** Sizes of the drawing, in px; multiplied by the text size where they hold text. */
export interface Sizes {
  row: number;
  axis: number;
  costs: number;
  bar: number;
}

/** What is in view, in px. */
export interface Viewport {
  width: number;
  height: number;
  /** How far it is scrolled. */
  left: number;
  top: number;
  /** How wide the whole is. */
  whole: number;
}

/** A bar is at least so wide, so that what took no time is seen, too. */
const LEAST_WIDTH = 3;

export interface Box {
  left: number;
  width: number;
}

/** Where a moment is drawn in the viewport. */
export const xOf = (scale: Scale, view: Viewport, moment: { seq: number; time: number }): number => scale.at(moment) * view.whole - view.left;

/** Which entry is at a place of the viewport. */
export const seqAtX = (scale: Scale, view: Viewport, x: number): number => scale.seqAt((x + view.left) / view.whole);

/** Where a bar is drawn in the viewport; one that goes on reaches `until`. */
export function boxOf(scale: Scale, view: Viewport, bar: TimelineBar, until: { seq: number; time: number }): Box {
  const left = xOf(scale, view, { seq: bar.fromSeq, time: bar.from });
  const right = xOf(scale, view, bar.toSeq === null || bar.to === null ? until : { seq: bar.toSeq, time: bar.to });
  return { left, width: Math.max(LEAST_WIDTH, right - left) };
}

/** The bar under a place of a row: of several the last one, which is drawn above the others. */
export function barAt(bars: readonly TimelineBar[], x: number, boxes: (bar: TimelineBar) => Box): TimelineBar | null {
  for (let index = bars.length - 1; index >= 0; index -= 1) {
    const bar = bars[index];
    if (!bar) continue;
    const { left, width } = boxes(bar);
    if (x >= left - 1 && x <= left + width + 1) return bar;
  }
  return null;
}
