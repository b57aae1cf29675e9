import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type { TokenMove } from '../../contract';
import type { DiagramElement } from '../diagram';

const PAST = 'token-past';
const NOW = 'token-now';

/** Shows a path of tokens on the drawing, as far as it has been walked. Nothing of it is part of the diagram. */
export class TokenPath {
  static readonly $inject = ['canvas', 'elementRegistry'];

  readonly #canvas: Canvas;
  readonly #registry: ElementRegistry;
  #marked: [string, string][] = [];

  constructor(canvas: Canvas, registry: ElementRegistry) {
    this.#canvas = canvas;
    this.#registry = registry;
  }

  /** Marks the moves up to this one; after the last one, where the problem shows. */
  show(path: readonly TokenMove[], at: number, elements: readonly string[]): void {
    this.clear();
    const last = path[at];
    for (const move of path.slice(0, at + 1)) for (const id of [move.element, ...move.flows]) this.#mark(id, PAST);
    const now = last === undefined ? elements : [last.element, ...last.flows];
    for (const id of now) this.#mark(id, NOW);
    this.#reveal(now);
  }

  clear(): void {
    for (const [id, marker] of this.#marked) if (this.#registry.get(id)) this.#canvas.removeMarker(id, marker);
    this.#marked = [];
  }

  #mark(id: string, marker: string): void {
    if (!this.#registry.get(id)) return;
    this.#canvas.addMarker(id, marker);
    this.#marked.push([id, marker]);
  }

  #reveal(ids: readonly string[]): void {
    const element = ids.map((id) => this.#registry.get(id) as DiagramElement | undefined).find((found) => found?.parent);
    if (element) this.#canvas.scrollToElement(element as never);
  }
}
