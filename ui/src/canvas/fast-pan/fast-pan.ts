import type Canvas from 'diagram-js/lib/core/Canvas';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type { Point } from '../diagram';
import { committed, moved, NO_SHIFT, zoomed, type Shift } from './shift';

/** Least and greatest zoom. */
export const ZOOM = { min: 0.1, max: 4 } as const;

const IDLE_MS = 140;
const LAYERS = ':scope > svg, :scope > .djs-overlay-container, :scope > .djs-tooltip-container, :scope > [data-pans]';

/**
 * Pans and zooms by moving the finished picture with CSS and commits the viewbox when the movement rests.
 * diagram-js by itself draws the whole diagram anew in every frame.
 *
 * HTML layers with `data-pans` move along; of a `pattern` that repeats every `data-gap` px only the remainder moves.
 * Whoever reads or changes the viewbox meanwhile gets the committed truth, since the movement is committed first.
 * Fires `fastPan.start` and `fastPan.end`.
 */
export class FastPan {
  static readonly $inject = ['canvas', 'eventBus'];

  readonly #canvas: Canvas;
  readonly #eventBus: EventBus;
  #shift: Shift = NO_SHIFT;
  #layers: (HTMLElement | SVGElement)[] = [];
  #moving = false;
  #committing = false;
  #frame = 0;
  #rest = 0;
  #baseScale = 1;

  constructor(canvas: Canvas, eventBus: EventBus) {
    this.#canvas = canvas;
    this.#eventBus = eventBus;
    this.#commitBefore('scroll');
    this.#commitBefore('zoom');
    this.#commitBefore('viewbox');
    eventBus.on('diagram.destroy', () => this.#forget());
  }

  /** Whether the picture is ahead of the viewbox. */
  get moving(): boolean {
    return this.#moving;
  }

  /** Moves the picture by px. `hold` keeps it uncommitted until `commit`, as while a button is down. */
  pan(dx: number, dy: number, hold = false): void {
    this.#begin();
    this.#apply(moved(this.#shift, dx, dy), hold);
  }

  /** Enlarges the picture around a point given in px of the container. */
  zoomBy(factor: number, at: Point): void {
    this.#begin();
    const scale = this.#baseScale * this.#shift.scale;
    const wanted = Math.min(ZOOM.max, Math.max(ZOOM.min, scale * factor));
    this.#apply(zoomed(this.#shift, wanted / scale, at), false);
  }

  /** Draws the diagram at the place to which the picture was moved. */
  commit(): void {
    if (!this.#moving) return;
    const shift = this.#shift;
    this.#forget();
    this.#committing = true;
    try {
      this.#canvas.viewbox(committed(this.#canvas.viewbox(), shift));
    } finally {
      this.#committing = false;
    }
    this.#eventBus.fire('fastPan.end', {});
  }

  #begin(): void {
    if (this.#moving) return;
    this.#baseScale = this.#canvas.viewbox().scale;
    this.#layers = [...this.#canvas.getContainer().querySelectorAll<HTMLElement | SVGElement>(LAYERS)];
    for (const layer of this.#layers) layer.style.transformOrigin = '0 0';
    this.#canvas.getContainer().classList.add('panning');
    this.#moving = true;
    this.#eventBus.fire('fastPan.start', {});
  }

  #apply(shift: Shift, hold: boolean): void {
    this.#shift = shift;
    clearTimeout(this.#rest);
    if (!hold) this.#rest = window.setTimeout(() => this.commit(), IDLE_MS);
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#show();
    });
  }

  #show(): void {
    const { scale, x, y } = this.#shift;
    for (const layer of this.#layers) {
      if (layer.dataset['pans'] === 'pattern') {
        const gap = Number(layer.dataset['gap']) || 1;
        layer.style.translate = `${x % gap}px ${y % gap}px`;
      } else {
        layer.style.translate = `${x}px ${y}px`;
        layer.style.scale = scale === 1 ? '' : String(scale);
      }
    }
  }

  #forget(): void {
    clearTimeout(this.#rest);
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#moving = false;
    this.#shift = NO_SHIFT;
    for (const layer of this.#layers) {
      layer.style.translate = '';
      layer.style.scale = '';
    }
    this.#layers = [];
    this.#canvas.getContainer().classList.remove('panning');
  }

  /** `scroll` reads its matrix before it announces the change, so an event would come too late. */
  #commitBefore(method: 'scroll' | 'zoom' | 'viewbox'): void {
    const original = this.#canvas[method].bind(this.#canvas) as (...given: unknown[]) => unknown;
    Object.assign(this.#canvas, {
      [method]: (...given: unknown[]) => {
        if (!this.#committing) this.commit();
        return original(...given);
      },
    });
  }
}
