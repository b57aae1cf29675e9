import type { ModuleDeclaration } from 'didi';
import { FastMove } from './drag';
import { FastPan } from './fast-pan';
import { FastZoomScroll } from './wheel';

/** Replaces the panning and zooming of diagram-js. */
export const fastPanModule: ModuleDeclaration = {
  __init__: ['fastPan', 'moveCanvas', 'zoomScroll'],
  fastPan: ['type', FastPan],
  moveCanvas: ['type', FastMove],
  zoomScroll: ['type', FastZoomScroll],
};

export type { FastPan } from './fast-pan';
