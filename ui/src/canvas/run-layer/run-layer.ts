import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Selection from 'diagram-js/lib/features/selection/Selection';
import type { DiagramElement } from '../diagram';
import { BreakSigns } from './break-signs';
import { Chips } from './chips';
import { Choices } from './choices';
import { Discs } from './discs';
import { Marks } from './marks';
import { OffScreen } from './off-screen';
import { Reasons } from './reasons';
import { Stage } from './stage';
import type { BreakSign, FlowChoice, Mark, PathSign, Token } from './types';

const BEFORE_SELECTION = 2000;

/** What was set since the last frame. */
interface Next {
  tokens?: readonly Token[];
  marks?: ReadonlyMap<string, Mark>;
  reasons?: ReadonlyMap<string, PathSign>;
  taken?: ReadonlySet<string>;
  breaks?: readonly BreakSign[];
  moves: [string, string][];
}

/**
 * The run upon the drawing. It adds light and never moves the drawing: lettered discs, marks, wait chips and numbers
 * stand in an HTML layer above the SVG; shapes only get classes. Everything that was set within one animation frame
 * is drawn at once.
 */
export class RunLayer {
  static readonly $inject = ['canvas', 'elementRegistry', 'eventBus', 'selection'];

  readonly #canvas: Canvas;
  readonly #registry: ElementRegistry;
  readonly #discs: Discs;
  readonly #marks: Marks;
  readonly #chips: Chips;
  readonly #choices: Choices;
  readonly #reasons: Reasons;
  readonly #breaks: BreakSigns;
  readonly #offScreen: OffScreen;
  #taken = new Set<string>();
  #frame = 0;
  #holds: ReadonlyMap<string, string> = new Map();
  #next: Next = { moves: [] };

  constructor(canvas: Canvas, registry: ElementRegistry, eventBus: EventBus, selection: Selection) {
    this.#canvas = canvas;
    this.#registry = registry;
    const stage = new Stage(canvas, registry, eventBus, () => this.#place());
    this.#discs = new Discs(stage, registry);
    this.#marks = new Marks(stage, canvas);
    this.#chips = new Chips(stage, () => stage.root.querySelector<HTMLElement>('.disc')?.offsetWidth ?? 0);
    this.#choices = new Choices(stage, canvas, registry);
    this.#reasons = new Reasons(stage, (element) => selection.select(registry.get(element)));
    this.#breaks = new BreakSigns(stage);
    this.#offScreen = new OffScreen(stage, canvas);
    eventBus.on('element.click', BEFORE_SELECTION, (event: { element: DiagramElement }) =>
      this.#choices.takeFlow(event.element.id) ? true : undefined,
    );
    eventBus.on(['diagram.destroy', 'diagram.clear'], () => this.#clear());
  }

  /** The branches that there are now, and why the run is held, by the shapes at which it is. */
  setTokens(tokens: readonly Token[], holds: ReadonlyMap<string, string> = new Map()): void {
    this.#holds = holds;
    this.#next.tokens = tokens;
    this.#schedule();
  }

  /** What came of the steps of each flow node, by element id. */
  setMarks(marks: ReadonlyMap<string, Mark>): void {
    this.#next.marks = marks;
    this.#schedule();
  }

  /** The sequence flows that were taken. */
  setTaken(flows: ReadonlySet<string>): void {
    this.#next.taken = flows;
    this.#schedule();
  }

  /** Why ways were taken, by gateway. */
  setReasons(reasons: ReadonlyMap<string, PathSign>): void {
    this.#next.reasons = reasons;
    this.#schedule();
  }

  /** The places at which the run is to be held; `take` is called with the breakpoint whose sign was pressed. */
  setBreaks(breaks: readonly BreakSign[], take: (breakpoint: string) => void): void {
    this.#breaks.onTake = take;
    this.#next.breaks = breaks;
    this.#schedule();
  }

  /** Lets the disc of a branch travel along a flow. Say where it ends with `setTokens` in the same frame. */
  moveToken(branch: string, flow: string): void {
    this.#next.moves.push([branch, flow]);
    this.#schedule();
  }

  /** Lights up the ways out of a fork; `take` is called with the flow that was clicked or whose number was pressed. */
  highlightFlows(choices: readonly FlowChoice[], take: (flow: string) => void): void {
    this.#choices.set(choices, take);
  }

  clearHighlight(): void {
    this.#choices.clear();
  }

  /** Takes the flow with this number; `false` when none is offered. */
  takeNumber(number: number): boolean {
    return this.#choices.takeNumber(number);
  }

  #schedule(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      const { tokens, marks, reasons, taken, breaks, moves } = this.#next;
      this.#next = { moves: [] };
      if (marks) this.#marks.set(marks);
      if (reasons) this.#reasons.set(reasons);
      if (taken) this.#setTaken(taken);
      if (tokens) {
        this.#discs.set(tokens);
        this.#offScreen.set(tokens);
        this.#chips.set(tokens, this.#holds);
      }
      if (breaks) this.#breaks.set(breaks);
      for (const [branch, flow] of moves) this.#discs.move(branch, flow);
    });
  }

  #setTaken(flows: ReadonlySet<string>): void {
    for (const flow of this.#taken) {
      if (!flows.has(flow) && this.#registry.get(flow)) this.#canvas.removeMarker(flow, 'run-taken');
    }
    for (const flow of flows) {
      if (!this.#taken.has(flow) && this.#registry.get(flow)) this.#canvas.addMarker(flow, 'run-taken');
    }
    this.#taken = new Set(flows);
  }

  #place(): void {
    this.#discs.place();
    this.#marks.place();
    this.#chips.place();
    this.#choices.place();
    this.#reasons.place();
    this.#breaks.place();
    this.#offScreen.place();
  }

  #clear(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#next = { moves: [] };
    this.#discs.stop();
    this.#discs.set([]);
    this.#chips.set([], new Map());
    this.#breaks.set([]);
    this.#offScreen.set([]);
    this.#marks.set(new Map());
    this.#choices.clear();
    this.#reasons.set(new Map());
    this.#taken = new Set();
  }
}
