import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Keyboard from 'diagram-js/lib/features/keyboard/Keyboard';
import type Selection from 'diagram-js/lib/features/selection/Selection';
import type { Injector } from 'didi';
import i18next from 'i18next';
import { is, type DiagramElement } from '../diagram';
import type { RunLayer } from '../run-layer';
import type { StrategyLayer } from '../strategy';
import type { Announcer } from './announcer';
import { first, next, previous, siblings, waysOut } from './order';
import { description } from './words';

const OVER_BPMN_KEYS = 5000;
const PLANE = '_plane';
const MARGIN_PX = 80;

/**
 * Walks over the diagram with the keyboard. The element that is selected is where the walk is.
 * Fires `walk.inspect` (Enter) and `walk.open` (Shift+Enter on what has no plane of its own).
 */
export class KeyboardWalk {
  static readonly $inject = ['canvas', 'elementRegistry', 'eventBus', 'keyboard', 'selection', 'announcer', 'injector'];

  readonly #canvas: Canvas;
  readonly #registry: ElementRegistry;
  readonly #eventBus: EventBus;
  readonly #selection: Selection;
  readonly #announcer: Announcer;
  readonly #injector: Injector;

  constructor(
    canvas: Canvas,
    registry: ElementRegistry,
    eventBus: EventBus,
    keyboard: Keyboard,
    selection: Selection,
    announcer: Announcer,
    injector: Injector,
  ) {
    this.#canvas = canvas;
    this.#registry = registry;
    this.#eventBus = eventBus;
    this.#selection = selection;
    this.#announcer = announcer;
    this.#injector = injector;
    keyboard.addListener(OVER_BPMN_KEYS, ({ keyEvent }) => (this.#press(keyEvent) ? true : undefined));
  }

  /** Selects an element, brings it into view and says it. */
  goTo(element: DiagramElement): void {
    this.#selection.select(element as never);
    this.#canvas.scrollToElement(element as never, MARGIN_PX);
    const strategy = this.#injector.get<StrategyLayer | null>('strategyLayer', false)?.wordsOf(element.id);
    this.#announcer.say([description(element), strategy].filter(Boolean).join('. '));
  }

  #press(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return event.altKey ? this.#moveSelection(event) : false;
    const at = this.#current();
    switch (event.key) {
      case 'ArrowRight':
        return this.#walk(at ? next(at) : this.#first());
      case 'ArrowLeft':
        return this.#walk(at ? previous(at) : this.#first());
      case 'ArrowDown':
        return this.#walk(at ? beside(at, 1) : this.#first());
      case 'ArrowUp':
        return this.#walk(at ? beside(at, -1) : this.#first());
      case 'Home':
        return this.#walk(this.#first());
      case 'Enter':
        if (!at) return this.#walk(this.#first());
        if (event.shiftKey) this.#drillDown(at);
        else this.#eventBus.fire('walk.inspect', { element: at });
        return true;
      case 'Backspace':
        return this.#up();
      case 'Escape':
        return at ? this.#stepOut(at) : false;
      default:
        return /^[1-9]$/.test(event.key) ? this.#take(Number(event.key), at) : false;
    }
  }

  #take(number: number, at: DiagramElement | null): boolean {
    const layer = this.#injector.get<RunLayer | null>('runLayer', false);
    if (layer?.takeNumber(number)) return true;
    if (at) this.#walk(waysOut(at)[number - 1]?.target ?? null);
    return true;
  }

  #walk(to: DiagramElement | null): boolean {
    if (to) this.goTo(to);
    else this.#announcer.say(i18next.t('canvas:end'));
    return true;
  }

  #current(): DiagramElement | null {
    const [only, more] = this.#selection.get() as DiagramElement[];
    return only && !more ? (only.labelTarget ?? only) : null;
  }

  #first(): DiagramElement | null {
    return first(this.#canvas.getRootElement() as DiagramElement);
  }

  #drillDown(element: DiagramElement): void {
    const plane = this.#registry.get(element.id + PLANE);
    if (plane) {
      this.#canvas.setRootElement(plane as never);
      this.#walk(this.#first());
    } else if (is(element, 'bpmn:SubProcess')) {
      this.#walk(first(element));
    } else {
      this.#eventBus.fire('walk.open', { element });
    }
  }

  /** To the sub-process around: its frame, or its shape on the plane above. */
  #up(): boolean {
    const at = this.#current();
    const parent = at?.parent;
    if (parent && parent !== (this.#canvas.getRootElement() as DiagramElement)) return this.#walk(parent);
    const root = this.#canvas.getRootElement();
    const shape = this.#registry.get(root.id.replace(/_plane$/, '')) as DiagramElement | undefined;
    if (!shape || shape === (root as DiagramElement)) return true;
    const above = this.#canvas.findRoot(shape as never);
    if (above) this.#canvas.setRootElement(above);
    return this.#walk(shape);
  }

  #stepOut(at: DiagramElement): boolean {
    const parent = at.parent;
    if (parent && parent !== (this.#canvas.getRootElement() as DiagramElement)) return this.#walk(parent);
    this.#selection.select(null as never);
    return true;
  }

  #moveSelection(event: KeyboardEvent): boolean {
    const direction = /^Arrow(Up|Down|Left|Right)$/.exec(event.key)?.[1]?.toLowerCase();
    const move = this.#injector.get<{ moveSelection: (direction: string, far: boolean) => void } | null>('keyboardMoveSelection', false);
    if (!direction || !move) return false;
    move.moveSelection(direction, !event.shiftKey);
    return true;
  }
}

function beside(element: DiagramElement, by: 1 | -1): DiagramElement | null {
  const all = siblings(element);
  return all[all.indexOf(element) + by] ?? null;
}
