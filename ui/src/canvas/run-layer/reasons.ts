import { reasonAnchor } from './anchors';
import { glyph } from './glyphs';
import type { Stage } from './stage';
import type { PathSign } from './types';

/** A sign on every gateway where somebody said why a way was taken. One sign a shape. */
export class Reasons {
  readonly #stage: Stage;
  readonly #choose: (element: string) => void;
  readonly #signs = new Map<string, HTMLElement>();

  constructor(stage: Stage, choose: (element: string) => void) {
    this.#stage = stage;
    this.#choose = choose;
  }

  set(signs: ReadonlyMap<string, PathSign>): void {
    for (const [element, sign] of this.#signs) {
      if (signs.has(element)) continue;
      sign.remove();
      this.#signs.delete(element);
    }
    for (const [element, { label, words }] of signs) {
      const sign = this.#signs.get(element) ?? this.#create(element);
      if (sign.title === words) continue;
      sign.title = words;
      sign.setAttribute('aria-label', words);
      sign.replaceChildren(glyph('reason'), ...(label === '' ? [] : [label]));
    }
    this.place();
  }

  place(): void {
    for (const [element, sign] of this.#signs) {
      const shape = this.#stage.visible(element);
      sign.hidden = shape?.id !== element;
      if (!shape || sign.hidden) continue;
      const size = { width: sign.offsetWidth, height: sign.offsetHeight };
      const { x, y } = reasonAnchor(this.#stage.box(shape), this.#stage.labelBox(shape), size);
      sign.style.transform = `translate(${x}px, ${y}px)`;
    }
  }

  #create(element: string): HTMLElement {
    const sign = document.createElement('button');
    sign.type = 'button';
    sign.className = 'path-sign';
    sign.dataset['element'] = element;
    sign.addEventListener('click', () => this.#choose(element));
    this.#stage.root.append(sign);
    this.#signs.set(element, sign);
    return sign;
  }
}
