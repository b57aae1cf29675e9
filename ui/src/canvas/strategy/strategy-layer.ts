import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import { boxOf, type DiagramElement } from '../diagram';
import { dressChip, type StrategyBadge } from './chip';

interface Drawn {
  badge: StrategyBadge;
  chip: HTMLElement;
}

/**
 * How each step is done, as a lettered chip on the lower left corner of its shape, and as a tint of the whole diagram.
 * The chips stand in the measure of the diagram, in a layer that is moved as one: panning and zooming touch no chip.
 */
export class StrategyLayer {
  static readonly $inject = ['canvas', 'elementRegistry', 'eventBus'];

  readonly #canvas: Canvas;
  readonly #registry: ElementRegistry;
  readonly #root = document.createElement('div');
  readonly #drawn = new Map<string, Drawn>();
  #tinted = new Map<string, string>();
  #isTinting = false;

  constructor(canvas: Canvas, registry: ElementRegistry, eventBus: EventBus) {
    this.#canvas = canvas;
    this.#registry = registry;
    this.#root.className = 'strategy-layer';
    this.#root.dataset['pans'] = '';
    canvas.getContainer().append(this.#root);
    eventBus.on(['canvas.viewbox.changed', 'import.done', 'root.set'], () => this.#follow());
    eventBus.on(['import.done', 'root.set'], () => this.#place(this.#drawn.keys()));
    eventBus.on('elements.changed', ({ elements }: { elements: DiagramElement[] }) => this.#place(elements.map(({ id }) => id)));
    eventBus.on('shape.removed', ({ element }: { element: DiagramElement }) => this.#place([element.id]));
    eventBus.on(['diagram.destroy', 'diagram.clear'], () => this.#clear());
  }

  /** How the steps are done, by element. Only what changed is touched. */
  set(badges: ReadonlyMap<string, StrategyBadge>): void {
    for (const [id, { chip }] of this.#drawn) {
      if (badges.has(id)) continue;
      chip.remove();
      this.#drawn.delete(id);
    }
    for (const [id, badge] of badges) {
      const known = this.#drawn.get(id);
      if (known && isSame(known.badge, badge)) continue;
      const chip = known?.chip ?? this.#create(id);
      dressChip(chip, badge);
      this.#drawn.set(id, { badge, chip });
      if (!known) this.#place([id]);
    }
    this.#tint();
  }

  /** How a step is done, in words, for whoever does not see its chip. */
  wordsOf(id: string): string | undefined {
    return this.#drawn.get(id)?.badge.words;
  }

  /** Tints every shape by its strategy, or no longer. */
  view(isOn: boolean): void {
    this.#isTinting = isOn;
    this.#tint();
  }

  #create(id: string): HTMLElement {
    const chip = document.createElement('div');
    chip.dataset['element'] = id;
    this.#root.append(chip);
    return chip;
  }

  #follow(): void {
    const { x, y, scale } = this.#canvas.viewbox();
    this.#root.style.transform = `translate(${-x * scale}px, ${-y * scale}px) scale(${scale})`;
  }

  #place(ids: Iterable<string>): void {
    const shown = this.#canvas.getRootElement();
    for (const id of ids) {
      const drawn = this.#drawn.get(id);
      if (!drawn) continue;
      const element = this.#registry.get(id) as DiagramElement | undefined;
      const isShown = element?.parent !== undefined && this.#canvas.findRoot(element as never) === shown && !(element as { hidden?: boolean }).hidden;
      drawn.chip.hidden = !isShown;
      if (!isShown) continue;
      const { x, y, height } = boxOf(element);
      drawn.chip.style.transform = `translate(${x}px, ${y + height}px) translate(-30%, -60%)`;
    }
  }

  #tint(): void {
    const wanted = new Map<string, string>();
    if (this.#isTinting) for (const [id, { badge }] of this.#drawn) wanted.set(id, `strategy-${badge.strategy}`);
    for (const [id, marker] of this.#tinted) {
      if (wanted.get(id) !== marker && this.#registry.get(id)) this.#canvas.removeMarker(id, marker);
    }
    for (const [id, marker] of wanted) {
      if (this.#tinted.get(id) !== marker && this.#registry.get(id)) this.#canvas.addMarker(id, marker);
    }
    this.#tinted = wanted;
  }

  #clear(): void {
    this.#root.replaceChildren();
    this.#drawn.clear();
    this.#tinted.clear();
  }
}

const isSame = (a: StrategyBadge, b: StrategyBadge): boolean => a.strategy === b.strategy && a.auto === b.auto && a.own === b.own && a.words === b.words;
