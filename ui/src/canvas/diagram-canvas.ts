import type BaseViewer from 'bpmn-js/lib/BaseViewer';
import type Canvas from 'diagram-js/lib/core/Canvas';
import type ElementRegistry from 'diagram-js/lib/core/ElementRegistry';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Selection from 'diagram-js/lib/features/selection/Selection';
import i18next from 'i18next';
import { is, type DiagramElement } from './diagram';
import { hasShapes, laidOut } from './layout';
import { OpenFailure } from './open-failure';
import { fit, rememberPlace, restorePlace } from './viewbox-memory';
import type { StrategyLayer } from './strategy';
import type { KeyboardWalk } from './walk';

/** What came of opening a text. */
export interface Opened {
  /** What the drawing could not show or would not keep, in the words of the reader. */
  warnings: string[];
  /** The text had no positions and was laid out. */
  laidOut: boolean;
}

/**
 * A drawing outside of React: owns one bpmn-js instance in a div of its own. Attach it where it is to be seen.
 * `RunCanvas` and `DesignCanvas` add what running and designing need.
 */
export class DiagramCanvas {
  /** The div to attach; kept for the whole life of the drawing. */
  readonly node: HTMLElement;
  protected readonly instance: BaseViewer;
  /** Under which the place on the canvas is remembered: the path of the routine. */
  #key: string | null = null;
  #sizes: ResizeObserver;

  constructor(create: (container: HTMLElement) => BaseViewer) {
    this.node = document.createElement('div');
    this.node.className = 'canvas-host';
    this.instance = create(this.node);
    this.eventBus.on('canvas.viewbox.changed', () => {
      if (this.#key !== null && this.node.isConnected) rememberPlace(this.#key, this.canvas);
    });
    this.#sizes = new ResizeObserver(() => this.canvas.resized());
    this.#sizes.observe(this.node);
    const svg = this.node.querySelector('.djs-container > svg');
    svg?.setAttribute('role', 'application');
  }

  /** A service of bpmn-js by its name. */
  get<Service>(name: string): Service {
    return this.instance.get<Service>(name);
  }

  get canvas(): Canvas {
    return this.get<Canvas>('canvas');
  }

  get eventBus(): EventBus {
    return this.get<EventBus>('eventBus');
  }

  /** Draws a text. `key` names the routine, so that its place on the canvas is found again. */
  async open(xml: string, key: string, title: string): Promise<Opened> {
    await fontsReady();
    this.#key = null;
    const draw = !hasShapes(xml);
    try {
      const { warnings } = await this.instance.importXML(draw ? await laidOut(xml).catch(() => xml) : xml);
      restorePlace(key, this.canvas);
      this.#key = key;
      this.#name(title);
      return { warnings: (warnings as (string | { message: string })[]).map(wordsOf), laidOut: draw };
    } catch (failure) {
      throw OpenFailure.from(failure);
    }
  }

  /** Shows the drawing inside an element. */
  attachTo(host: HTMLElement): void {
    host.append(this.node);
    this.canvas.resized();
    if (this.#key !== null) restorePlace(this.#key, this.canvas);
  }

  detach(): void {
    this.node.remove();
  }

  destroy(): void {
    this.#sizes.disconnect();
    this.instance.destroy();
    this.node.remove();
  }

  /** The element with this id, if it is drawn. */
  element(id: string): DiagramElement | null {
    return (this.get<ElementRegistry>('elementRegistry').get(id) as DiagramElement | undefined) ?? null;
  }

  /** Selects an element, shows its plane and brings it into view. Returns whether it exists. */
  select(id: string): boolean {
    const element = this.element(id);
    if (!element) return false;
    this.get<KeyboardWalk>('keyboardWalk').goTo(element);
    return true;
  }

  /** Ids of what is selected. */
  selected(): string[] {
    return this.get<Selection>('selection')
      .get()
      .map((element) => element.id);
  }

  /** What is selected; a name stands for what it names. */
  selection(): DiagramElement[] {
    const chosen = this.get<Selection>('selection').get() as DiagramElement[];
    return [...new Set(chosen.map((element) => element.labelTarget ?? element))];
  }

  /** How the steps are done: chips on the shapes, and the strategy view. */
  get strategies(): StrategyLayer {
    return this.get<StrategyLayer>('strategyLayer');
  }

  /** Calls back with the only selected element, or none. Returns how to stop. */
  onSelect(listener: (element: DiagramElement | null) => void): () => void {
    return this.listen<{ newSelection: DiagramElement[] }>('selection.changed', ({ newSelection }) => {
      const [only, more] = newSelection;
      listener(only && !more ? (only.labelTarget ?? only) : null);
    });
  }

  /** Enter on an element, or a double click where nothing is edited by it. */
  onInspect(listener: (element: DiagramElement) => void): () => void {
    return this.listen<{ element: DiagramElement }>('walk.inspect', ({ element }) => listener(element));
  }

  /** Calls back with the zoom, 1 being life size. */
  onZoom(listener: (scale: number) => void): () => void {
    listener(this.canvas.zoom());
    return this.listen<{ viewbox: { scale: number } }>('canvas.viewbox.changed', ({ viewbox }) => listener(viewbox.scale));
  }

  /** Listens to an event of bpmn-js. Returns how to stop. */
  listen<Heard>(events: string | string[], listener: (event: Heard) => void): () => void {
    const heard = (event: unknown): void => listener(event as Heard);
    this.eventBus.on(events, heard);
    return () => {
      for (const event of [events].flat()) this.eventBus.off(event, heard);
    };
  }

  /** Puts the keyboard focus on the drawing. */
  focus(): void {
    this.canvas.focus();
  }

  /** Shows the whole diagram. */
  fit(): void {
    fit(this.canvas);
  }

  /** One step in (1) or out (-1). */
  zoom(step: 1 | -1): void {
    this.get<{ stepZoom: (delta: number) => void }>('zoomScroll').stepZoom(step);
  }

  /** The plane that is shown, for the outline. */
  root(): DiagramElement {
    return this.canvas.getRootElement() as DiagramElement;
  }

  /** The planes above the shown one, outermost first, the shown one last. */
  planes(): DiagramElement[] {
    const path: DiagramElement[] = [];
    let plane: DiagramElement | undefined = this.root();
    while (plane) {
      path.unshift(plane);
      const shape: DiagramElement | null = this.element(plane.id.replace(/_plane$/, ''));
      plane = shape && shape !== plane && is(shape, 'bpmn:SubProcess') ? (this.canvas.findRoot(shape as never) as DiagramElement) : undefined;
    }
    return path;
  }

  #name(title: string): void {
    const svg = this.node.querySelector('.djs-container > svg');
    svg?.setAttribute('aria-label', `${i18next.t('canvas:label', { name: title })} ${i18next.t('canvas:walkHelp')}`);
  }
}

const wordsOf = (warning: string | { message: string }): string => (typeof warning === 'string' ? warning : warning.message);

/** Labels are measured when they are drawn, so their face has to be there. */
async function fontsReady(): Promise<void> {
  await Promise.all([document.fonts.load('400 12px "Inter Variable"'), document.fonts.load('600 12px "Inter Variable"')]);
}

/** The style of the labels, for the constructors of bpmn-js. */
export const textRenderer = {
  defaultStyle: { fontFamily: '"Inter Variable", system-ui, sans-serif', fontSize: 12, fontWeight: '450', lineHeight: 1.25 },
  externalStyle: { fontSize: 11, lineHeight: 1.25 },
};
