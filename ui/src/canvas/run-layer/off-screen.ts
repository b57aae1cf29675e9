import type Canvas from 'diagram-js/lib/core/Canvas';
import type { DiagramElement, Point } from '../diagram';
import { edgePoint } from './anchors';
import { glyph } from './glyphs';
import type { Stage } from './stage';
import type { Token } from './types';

/** Letters on one sign; more of them are counted. */
const MOST_LETTERS = 3;

interface Sign {
  node: HTMLButtonElement;
  shape: DiagramElement;
}

/** Branches that stand where nobody sees them: signs at the edge of the drawing that point to them and lead there. */
export class OffScreen {
  readonly #root: HTMLElement;
  readonly #stage: Stage;
  readonly #canvas: Canvas;
  readonly #signs = new Map<string, Sign>();
  #tokens: readonly Token[] = [];

  constructor(stage: Stage, canvas: Canvas) {
    this.#stage = stage;
    this.#canvas = canvas;
    this.#root = document.createElement('div');
    this.#root.className = 'run-edge';
    canvas.getContainer().append(this.#root);
  }

  set(tokens: readonly Token[]): void {
    this.#tokens = tokens;
    this.place();
  }

  place(): void {
    const { x, y, scale, outer } = this.#canvas.viewbox();
    const there = new Map<string, { shape: DiagramElement; to: Point; tokens: Token[] }>();
    for (const token of this.#tokens) {
      const shape = this.#stage.visible(token.element);
      if (!shape) continue;
      const box = this.#stage.box(shape);
      const to = { x: box.x + box.width / 2 - x * scale, y: box.y + box.height / 2 - y * scale };
      if (to.x >= 0 && to.y >= 0 && to.x <= outer.width && to.y <= outer.height) continue;
      const known = there.get(shape.id);
      there.set(shape.id, { shape, to, tokens: [...(known?.tokens ?? []), token] });
    }
    for (const [id, { node }] of this.#signs) {
      if (there.has(id)) continue;
      node.remove();
      this.#signs.delete(id);
    }
    for (const [id, { shape, to, tokens }] of there) {
      const sign = this.#signs.get(id) ?? this.#create(id, shape);
      dress(sign.node, tokens);
      const at = edgePoint(to, outer);
      sign.node.style.transform = `translate(${at.x}px, ${at.y}px) translate(-50%, -50%)`;
      sign.node.style.setProperty('--turn', `${Math.atan2(to.y - at.y, to.x - at.x)}rad`);
    }
  }

  #create(id: string, shape: DiagramElement): Sign {
    const node = document.createElement('button');
    node.type = 'button';
    node.className = 'edge-sign';
    node.addEventListener('click', () => this.#canvas.scrollToElement(shape as never, { top: 120, bottom: 120, left: 120, right: 120 }));
    node.append(document.createElement('span'), glyph('running'));
    this.#root.append(node);
    const sign = { node, shape };
    this.#signs.set(id, sign);
    return sign;
  }
}

function dress(node: HTMLButtonElement, tokens: readonly Token[]): void {
  const letters = tokens.slice(0, MOST_LETTERS).map(({ letter }) => letter).join(' ');
  const rest = tokens.length - MOST_LETTERS;
  const words = tokens.map((token) => token.words ?? token.letter).join('\n');
  if (node.title === words) return;
  node.title = words;
  node.setAttribute('aria-label', words);
  node.style.setProperty('--branch', `var(--branch-${((tokens[0]?.colour ?? 0) % 8) + 1})`);
  if (node.firstElementChild) node.firstElementChild.textContent = rest > 0 ? `${letters} +${rest}` : letters;
}
