import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type Overlays from 'diagram-js/lib/features/overlays/Overlays';
import type { DiagramElement } from '../diagram';

/** Problems of one element, for the badge on its shape. */
export interface ElementProblems {
  severity: 'error' | 'warning' | 'hint';
  /** One sentence a problem; shown when the pointer rests on the badge. */
  sentences: string[];
}

const TYPE = 'problem';

/** A badge on the shapes that have problems. */
export class ProblemMarks {
  static readonly $inject = ['overlays', 'elementRegistry', 'canvas'];

  readonly #overlays: Overlays;
  readonly #registry: ElementRegistry;
  readonly #canvas: Canvas;
  #marked: string[] = [];

  constructor(overlays: Overlays, registry: ElementRegistry, canvas: Canvas) {
    this.#overlays = overlays;
    this.#registry = registry;
    this.#canvas = canvas;
  }

  set(problems: ReadonlyMap<string, ElementProblems>): void {
    this.#overlays.remove({ type: TYPE });
    for (const id of this.#marked) if (this.#registry.get(id)) this.#canvas.removeMarker(id, 'has-error');
    this.#marked = [];
    for (const [id, { severity, sentences }] of problems) {
      const element = this.#registry.get(id) as DiagramElement | undefined;
      if (!element || severity === 'hint' || element.parent === undefined) continue;
      const badge = document.createElement('div');
      badge.className = `problem-badge problem-${severity}`;
      badge.title = sentences.join('\n');
      badge.textContent = '!';
      this.#overlays.add(id, TYPE, { position: { top: -8, left: -8 }, html: badge, show: { minZoom: 0.3 } });
      if (severity === 'error') {
        this.#canvas.addMarker(id, 'has-error');
        this.#marked.push(id);
      }
    }
  }
}
