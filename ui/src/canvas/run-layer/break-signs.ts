import { breakAnchor } from './anchors';
import type { Stage } from './stage';
import type { BreakSign } from './types';

/** A sign at every place at which the run is to be held. */
export class BreakSigns {
  /** Called with the breakpoint whose sign was pressed. */
  onTake: (breakpoint: string) => void = () => undefined;
  readonly #stage: Stage;
  readonly #signs = new Map<string, { sign: BreakSign; node: HTMLButtonElement }>();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  set(breaks: readonly BreakSign[]): void {
    const wanted = new Set(breaks.map(({ id }) => id));
    for (const [id, { node }] of this.#signs) {
      if (wanted.has(id)) continue;
      node.remove();
      this.#signs.delete(id);
    }
    for (const sign of breaks) {
      const node = this.#signs.get(sign.id)?.node ?? this.#create(sign.id);
      node.title = sign.words;
      node.setAttribute('aria-label', sign.words);
      node.dataset['enabled'] = String(sign.enabled);
      node.dataset['hit'] = String(sign.hit);
      node.dataset['element'] = sign.element;
      this.#signs.set(sign.id, { sign, node });
    }
    this.place();
  }

  place(): void {
    for (const { sign, node } of this.#signs.values()) {
      const shape = this.#stage.visible(sign.element);
      node.hidden = shape?.id !== sign.element;
      if (!shape || node.hidden) continue;
      const { x, y } = breakAnchor(this.#stage.box(shape), sign.side);
      node.style.transform = `translate(${x}px, ${y}px) translate(-50%, -50%)`;
    }
  }

  #create(id: string): HTMLButtonElement {
    const node = document.createElement('button');
    node.type = 'button';
    node.className = 'break-sign';
    node.addEventListener('click', () => this.onTake(id));
    this.#stage.root.append(node);
    return node;
  }
}
