import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type { DiagramElement, Point } from '../diagram';
import { duration } from '../theme/token-size';
import { discAnchor } from './anchors';
import { eased, flowPath, pointAt, type FlowPath } from './flow-path';
import type { Stage } from './stage';
import type { Token } from './types';

/** Moves waiting behind the one that is under way; a run faster than the eye skips the oldest. */
const MOST_QUEUED = 2;

interface Move {
  path: FlowPath;
  start: number;
}

interface Disc {
  token: Token;
  node: HTMLElement;
  queue: FlowPath[];
  move: Move | null;
}

/** The lettered discs. They stand on shapes and move along flows; all of them in one animation frame. */
export class Discs {
  readonly #stage: Stage;
  readonly #registry: ElementRegistry;
  readonly #discs = new Map<string, Disc>();
  #frame = 0;

  constructor(stage: Stage, registry: ElementRegistry) {
    this.#stage = stage;
    this.#registry = registry;
  }

  /** The branches that there are now. Known discs stay where they move; new ones appear, others go. */
  set(tokens: readonly Token[]): void {
    const kept = new Set(tokens.map((token) => token.branch));
    for (const [branch, disc] of this.#discs) {
      if (kept.has(branch)) continue;
      disc.node.remove();
      this.#discs.delete(branch);
    }
    for (const token of tokens) {
      const disc = this.#discs.get(token.branch) ?? this.#create(token);
      disc.token = token;
      dress(disc.node, token);
    }
    this.place();
  }

  /** Lets a disc travel along a flow to where its branch stands now. */
  move(branch: string, flow: string): void {
    const disc = this.#discs.get(branch);
    const connection = this.#registry.get(flow) as DiagramElement | undefined;
    if (!disc || !connection?.waypoints || duration('--token') === 0) return;
    if (this.#stage.visible(flow) !== connection) return;
    disc.queue = [...disc.queue, flowPath(connection.waypoints)].slice(-MOST_QUEUED);
    this.#animate();
  }

  /** Puts every disc that does not move where its branch stands. */
  place(): void {
    const crowds = new Map<string, Disc[]>();
    for (const disc of this.#discs.values()) {
      const shape = this.#stage.visible(disc.token.element);
      disc.node.hidden = shape === null;
      if (!shape) continue;
      crowds.set(shape.id, [...(crowds.get(shape.id) ?? []), disc]);
    }
    for (const [id, crowd] of crowds) {
      const shape = this.#stage.visible(id);
      if (!shape) continue;
      const box = this.#stage.box(shape);
      crowd.forEach((disc, index) => {
        if (disc.move || disc.queue.length > 0) return;
        putAt(disc.node, discAnchor(box, index, crowd.length, disc.node.offsetWidth));
      });
    }
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #create(token: Token): Disc {
    const node = document.createElement('div');
    node.className = 'disc';
    this.#stage.root.append(node);
    const disc: Disc = { token, node, queue: [], move: null };
    this.#discs.set(token.branch, disc);
    return disc;
  }

  #animate(): void {
    this.#frame ||= requestAnimationFrame((now) => {
      this.#frame = 0;
      const length = duration('--token');
      let moving = false;
      let arrived = false;
      for (const disc of this.#discs.values()) {
        if (!disc.move) {
          const path = disc.queue.shift();
          if (!path) continue;
          disc.move = { path, start: now };
        }
        const part = length > 0 ? (now - disc.move.start) / length : 1;
        putAt(disc.node, this.#stage.at(pointAt(disc.move.path, eased(Math.min(1, part)))));
        if (part >= 1) {
          disc.move = null;
          arrived ||= disc.queue.length === 0;
        }
        moving ||= disc.move !== null || disc.queue.length > 0;
      }
      if (arrived) this.place();
      if (moving) this.#animate();
    });
  }
}

function dress(node: HTMLElement, token: Token): void {
  if (node.textContent !== token.letter) node.textContent = token.letter;
  node.dataset['branch'] = token.branch;
  node.dataset['state'] = token.state;
  node.style.setProperty('--branch', `var(--branch-${(token.colour % 8) + 1})`);
}

function putAt(node: HTMLElement, { x, y }: Point): void {
  node.style.transform = `translate(${x}px, ${y}px) translate(-50%, -50%)`;
}
