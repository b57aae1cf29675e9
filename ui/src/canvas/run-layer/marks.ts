import type Canvas from 'diagram-js/lib/core/Canvas';
import { is } from '../diagram';
import { badgeAnchor } from './anchors';
import { glyph } from './glyphs';
import type { Stage } from './stage';
import type { Mark } from './types';

interface Drawn {
  mark: Mark;
  badge: HTMLElement;
}

/** States of shapes: a class on the shape, and a badge whose glyph says the same without colour. */
export class Marks {
  readonly #stage: Stage;
  readonly #canvas: Canvas;
  readonly #drawn = new Map<string, Drawn>();

  constructor(stage: Stage, canvas: Canvas) {
    this.#stage = stage;
    this.#canvas = canvas;
  }

  /** Only what changed is touched. */
  set(marks: ReadonlyMap<string, Mark>): void {
    for (const [id, drawn] of this.#drawn) {
      if (!marks.has(id)) this.#remove(id, drawn);
    }
    for (const [id, mark] of marks) {
      const before = this.#drawn.get(id);
      if (before && before.mark.kind === mark.kind && before.mark.count === mark.count) continue;
      if (before) this.#remove(id, before);
      this.#add(id, mark);
    }
    this.place();
  }

  place(): void {
    for (const [id, { badge }] of this.#drawn) {
      const shape = this.#stage.visible(id);
      badge.hidden = shape?.id !== id;
      if (!shape || badge.hidden) continue;
      const { x, y } = badgeAnchor(this.#stage.box(shape), is(shape, 'bpmn:Event'));
      badge.style.transform = `translate(${x}px, ${y}px) translate(-50%, -50%)`;
    }
  }

  #add(id: string, mark: Mark): void {
    const shape = this.#stage.visible(id);
    if (shape?.id === id) this.#canvas.addMarker(id, `run-${mark.kind}`);
    const badge = document.createElement('div');
    badge.className = `badge badge-${mark.kind}`;
    badge.dataset['element'] = id;
    badge.append(glyph(mark.kind));
    if (mark.count !== undefined && mark.count > 1) badge.append(String(mark.count));
    this.#stage.root.append(badge);
    this.#drawn.set(id, { mark, badge });
  }

  #remove(id: string, { mark, badge }: Drawn): void {
    badge.remove();
    this.#drawn.delete(id);
    if (this.#stage.visible(id)) this.#canvas.removeMarker(id, `run-${mark.kind}`);
  }
}
