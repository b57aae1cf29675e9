import type Canvas from 'diagram-js/lib/core/Canvas';

/** Says where the walk is: a polite live region beside the drawing. */
export class Announcer {
  static readonly $inject = ['canvas'];

  readonly #region: HTMLElement;

  constructor(canvas: Canvas) {
    this.#region = document.createElement('div');
    this.#region.className = 'visually-hidden canvas-announcer';
    this.#region.setAttribute('role', 'status');
    this.#region.setAttribute('aria-live', 'polite');
    canvas.getContainer().append(this.#region);
  }

  say(words: string): void {
    this.#region.textContent = words;
  }
}
