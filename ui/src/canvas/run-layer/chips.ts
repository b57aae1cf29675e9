import { chipAnchor } from './anchors';
import { glyph } from './glyphs';
import type { Stage } from './stage';
import type { Token } from './types';

/** What branches wait for, or what holds the run, under (or above) the shape where it is. One chip a shape. */
export class Chips {
  readonly #stage: Stage;
  readonly #disc: () => number;
  readonly #chips = new Map<string, HTMLElement>();

  constructor(stage: Stage, disc: () => number) {
    this.#stage = stage;
    this.#disc = disc;
  }

  set(tokens: readonly Token[], holds: ReadonlyMap<string, string>): void {
    const words = new Map([...holds].map(([element, hold]) => [element, new Set([hold])]));
    for (const { element, waitsFor } of tokens) {
      if (!waitsFor) continue;
      words.set(element, (words.get(element) ?? new Set()).add(waitsFor));
    }
    for (const [element, chip] of this.#chips) {
      if (words.has(element)) continue;
      chip.remove();
      this.#chips.delete(element);
    }
    for (const [element, reasons] of words) {
      const text = [...reasons].join(' · ');
      const chip = this.#chips.get(element) ?? this.#create(element);
      const isHeld = String(holds.has(element));
      if (chip.dataset['held'] !== isHeld) {
        chip.dataset['held'] = isHeld;
        chip.firstElementChild?.replaceWith(glyph(holds.has(element) ? 'held' : 'waiting'));
      }
      const label = chip.lastElementChild;
      if (label && label.textContent !== text) label.textContent = text;
    }
    this.place();
  }

  place(): void {
    const disc = this.#disc();
    for (const [element, chip] of this.#chips) {
      const shape = this.#stage.visible(element);
      chip.hidden = shape === null;
      if (!shape) continue;
      const size = { width: chip.offsetWidth, height: chip.offsetHeight };
      const { x, y } = chipAnchor(this.#stage.box(shape), this.#stage.labelBox(shape), size, disc);
      chip.style.transform = `translate(${x}px, ${y}px)`;
    }
  }

  #create(element: string): HTMLElement {
    const chip = document.createElement('div');
    chip.className = 'wait-chip';
    chip.dataset['element'] = element;
    chip.append(glyph('waiting'), document.createElement('span'));
    this.#stage.root.append(chip);
    this.#chips.set(element, chip);
    return chip;
  }
}
