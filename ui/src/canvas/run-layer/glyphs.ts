import type { MarkKind } from './types';

const SPACE = 'http://www.w3.org/2000/svg';

type Glyph = MarkKind | 'reason' | 'held';

/** Outlines on a 16 px field; every state has a shape of its own besides its colour. */
const PATHS: Record<Glyph, string> = {
  done: 'M3.5 8.5l3 3 6-7',
  failed: 'M4.5 4.5l7 7m0-7l-7 7',
  skipped: 'M4 8h2m2 0h2m2 0h.5',
  waiting: 'M8 4.5V8l2.5 1.5M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11',
  reason: 'M2.5 8h4.5l5.5-4.5M7 8l5.5 4.5',
  held: 'M6 4v8M10 4v8',
  running: 'M5.5 3.5l6 4.5l-6 4.5z',
};

/** The glyph of a state, of a reason, or of what holds a run. */
export function glyph(kind: Glyph): SVGElement {
  const svg = document.createElementNS(SPACE, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SPACE, 'path');
  path.setAttribute('d', PATHS[kind]);
  svg.append(path);
  return svg;
}
