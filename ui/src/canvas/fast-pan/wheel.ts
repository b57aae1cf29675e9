import type Canvas from 'diagram-js/lib/core/Canvas';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type { Point } from '../diagram';
import { ZOOM, type FastPan } from './fast-pan';

const LINE_PX = 16;
const WHEEL_ZOOM = 0.0022;
const PINCH_ZOOM = 0.01;
const STEP = 1.2;
/** A pinch arrives as small deltas with Ctrl; a wheel notch is 100 or more. */
const NOTCH = 50;

/** The wheel pans, with Ctrl it zooms at the pointer, with Shift it pans sideways. Stands in for diagram-js' `zoomScroll`. */
export class FastZoomScroll {
  static readonly $inject = ['canvas', 'eventBus', 'fastPan'];

  readonly #canvas: Canvas;
  readonly #fastPan: FastPan;
  #enabled = true;

  constructor(canvas: Canvas, eventBus: EventBus, fastPan: FastPan) {
    this.#canvas = canvas;
    this.#fastPan = fastPan;
    const container = canvas.getContainer();
    const listen = (event: WheelEvent) => this.#wheel(event);
    container.addEventListener('wheel', listen, { passive: false });
    eventBus.on('diagram.destroy', () => container.removeEventListener('wheel', listen));
  }

  /** Pans at once, for keys and buttons. */
  scroll(delta: { dx: number; dy: number }): void {
    this.#canvas.scroll(delta);
  }

  /** Shows the whole diagram. */
  reset(): void {
    this.#canvas.zoom('fit-viewport');
  }

  zoom(delta: number, at: Point): void {
    this.#fastPan.zoomBy(Math.exp(delta), at);
  }

  /** One step in (positive) or out, around the given point or the middle. */
  stepZoom(delta: number, at?: Point): void {
    const scale = this.#canvas.zoom() * (delta > 0 ? STEP : 1 / STEP);
    const capped = Math.min(ZOOM.max, Math.max(ZOOM.min, scale));
    if (at) this.#canvas.zoom(capped, at);
    else this.#canvas.zoom(capped);
  }

  toggle(enabled = !this.#enabled): boolean {
    this.#enabled = enabled;
    return enabled;
  }

  #wheel(event: WheelEvent): void {
    const inside = event.target instanceof Element ? event.target : null;
    if (!this.#enabled || inside?.closest('.djs-popup, .djs-palette, .djs-minimap, .djs-search-container')) return;
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE_PX;
    if (event.ctrlKey || event.metaKey) {
      const box = this.#canvas.getContainer().getBoundingClientRect();
      const delta = event.deltaY * unit;
      const speed = Math.abs(delta) < NOTCH ? PINCH_ZOOM : WHEEL_ZOOM;
      this.#fastPan.zoomBy(Math.exp(-delta * speed), { x: event.clientX - box.left, y: event.clientY - box.top });
      return;
    }
    const sideways = event.shiftKey && event.deltaX === 0;
    const dx = (sideways ? event.deltaY : event.deltaX) * unit;
    const dy = sideways ? 0 : event.deltaY * unit;
    this.#fastPan.pan(-dx, -dy);
  }
}
