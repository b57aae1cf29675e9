import type Canvas from 'diagram-js/lib/core/Canvas';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type { FastPan } from './fast-pan';

const THRESHOLD_PX = 4;
const MIDDLE = 1;
const FIRST = 500;

interface Drag {
  pointer: { x: number; y: number };
  started: boolean;
}

/** Pans by dragging: the empty canvas, or anything with the middle button or Space held. Stands in for diagram-js' `moveCanvas`. */
export class FastMove {
  static readonly $inject = ['canvas', 'eventBus', 'fastPan'];

  readonly #fastPan: FastPan;
  readonly #container: HTMLElement;
  #drag: Drag | null = null;
  #space = false;

  constructor(canvas: Canvas, eventBus: EventBus, fastPan: FastPan) {
    this.#fastPan = fastPan;
    this.#container = canvas.getContainer();
    const listen = (type: 'keydown' | 'keyup' | 'mousedown', listener: (event: never) => void) => {
      this.#container.addEventListener(type, listener as EventListener, true);
      eventBus.on('diagram.destroy', () => this.#container.removeEventListener(type, listener as EventListener, true));
    };
    listen('keydown', (event: KeyboardEvent) => this.#holdSpace(event));
    listen('keyup', (event: KeyboardEvent) => {
      if (event.code === 'Space') this.#releaseSpace();
    });
    listen('mousedown', (event: MouseEvent) => {
      if (event.button !== MIDDLE && !(event.button === 0 && this.#space)) return;
      event.preventDefault();
      event.stopPropagation();
      this.#start(event);
    });
    this.#container.addEventListener('focusout', () => this.#releaseSpace());
    eventBus.on('element.mousedown', FIRST, (event: { originalEvent: MouseEvent }) => {
      const press = event.originalEvent;
      if (press.button !== 0 || press.ctrlKey || press.metaKey || press.shiftKey || press.altKey) return undefined;
      if (press.target instanceof Element && press.target.closest('.djs-draggable')) return undefined;
      this.#start(press);
      return true;
    });
    eventBus.on('diagram.destroy', () => this.#end());
  }

  isActive(): boolean {
    return this.#drag !== null;
  }

  #holdSpace(event: KeyboardEvent): void {
    if (event.code !== 'Space' || event.target !== this.#container.querySelector(':scope > svg')) return;
    event.preventDefault();
    event.stopPropagation();
    this.#space = true;
    this.#container.classList.add('pan-ready');
  }

  #releaseSpace(): void {
    this.#space = false;
    this.#container.classList.remove('pan-ready');
  }

  #start(event: MouseEvent): void {
    this.#end();
    this.#drag = { pointer: { x: event.clientX, y: event.clientY }, started: false };
    document.addEventListener('mousemove', this.#move);
    document.addEventListener('mouseup', this.#end);
  }

  readonly #move = (event: MouseEvent): void => {
    const drag = this.#drag;
    if (!drag) return;
    const dx = event.clientX - drag.pointer.x;
    const dy = event.clientY - drag.pointer.y;
    if (!drag.started && Math.hypot(dx, dy) < THRESHOLD_PX) return;
    drag.started = true;
    drag.pointer = { x: event.clientX, y: event.clientY };
    this.#fastPan.pan(dx, dy, true);
    event.preventDefault();
  };

  readonly #end = (): void => {
    document.removeEventListener('mousemove', this.#move);
    document.removeEventListener('mouseup', this.#end);
    const started = this.#drag?.started ?? false;
    this.#drag = null;
    if (!started) return;
    this.#fastPan.commit();
    trapClick();
  };
}

/** The click that ends a drag must not select what happens to be under the pointer. */
function trapClick(): void {
  const trap = (event: MouseEvent) => event.stopPropagation();
  document.addEventListener('click', trap, { capture: true, once: true });
  setTimeout(() => document.removeEventListener('click', trap, { capture: true }));
}
