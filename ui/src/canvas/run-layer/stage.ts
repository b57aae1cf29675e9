import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import { boxOf, type DiagramElement, type Point, type Rect } from '../diagram';

const PLANE = /_plane$/;

/**
 * The HTML layer above the drawing, and where things are on it.
 * Its origin is the diagram's, its unit is the px of the screen: what stands on it keeps its size at every zoom.
 */
export class Stage {
  readonly root: HTMLElement;
  readonly #canvas: Canvas;
  readonly #registry: ElementRegistry;
  #scale = 1;

  constructor(canvas: Canvas, registry: ElementRegistry, eventBus: EventBus, onPlaced: () => void) {
    this.#canvas = canvas;
    this.#registry = registry;
    this.root = document.createElement('div');
    this.root.className = 'run-layer';
    this.root.dataset['pans'] = '';
    canvas.getContainer().append(this.root);
    const place = () => {
      const { x, y, scale } = canvas.viewbox();
      this.#scale = scale;
      this.root.style.transform = `translate(${-x * scale}px, ${-y * scale}px)`;
      onPlaced();
    };
    eventBus.on(['canvas.viewbox.changed', 'import.done', 'root.set'], place);
  }

  /** The shape of an element on the plane that is shown; what is inside a collapsed sub-process is shown as that. */
  visible(id: string): DiagramElement | null {
    const shown = this.#canvas.getRootElement();
    let element = this.#registry.get(id) as DiagramElement | undefined;
    while (element) {
      const root = this.#canvas.findRoot(element as never);
      if (!root || root === shown) return element;
      const above = this.#registry.get(root.id.replace(PLANE, '')) as DiagramElement | undefined;
      if (!above || above === element) return null;
      element = above;
    }
    return null;
  }

  /** From the diagram's measure to px on the stage. */
  at(point: Point): Point {
    return { x: point.x * this.#scale, y: point.y * this.#scale };
  }

  /** The box of an element in px on the stage. */
  box(element: DiagramElement): Rect {
    const { x, y, width, height } = boxOf(element);
    const scale = this.#scale;
    return { x: x * scale, y: y * scale, width: width * scale, height: height * scale };
  }

  /** The box of the name that stands outside of the shape, if there is one. */
  labelBox(element: DiagramElement): Rect | null {
    const label = element.labels?.[0];
    return label ? this.box(label) : null;
  }
}
