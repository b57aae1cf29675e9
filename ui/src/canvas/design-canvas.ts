import Modeler from 'bpmn-js/lib/Modeler';
import type CommandStack from 'diagram-js/lib/command/CommandStack';
import type EditorActions from 'diagram-js/lib/features/editor-actions/EditorActions';
import type { SoundnessProblem, StrategySetting } from '../contract';
import { designModules } from './design';
import type { ChangeExtensions, ExtensionChange } from './design/change-extensions';
import type { ElementProblems, ProblemMarks } from './design/problem-marks';
import { resolveTokens } from './design/resolve-tokens';
import type { Trigger } from './design/revisions';
import type { TokenPath } from './design/token-path';
import { DiagramCanvas, textRenderer } from './diagram-canvas';
import type { BusinessObject, DiagramElement } from './diagram';
import { fastPanModule } from './fast-pan';
import { moddleExtensions } from './moddle/extensions';
import { strategyModule } from './strategy';
import { takesStrategy } from './strategy/setting';
import { themeModule } from './theme';
import { loadDiagramWords, translateModule } from './translate';
import { walkModule, type Announcer } from './walk';

/** The drawing of a routine that is being designed. Every change goes through the command stack of bpmn-js. */
export class DesignCanvas extends DiagramCanvas {
  /** Makes a drawing that speaks the language of the page. */
  static async create(): Promise<DesignCanvas> {
    await loadDiagramWords();
    return new DesignCanvas();
  }

  private constructor() {
    super(
      (container) =>
        new Modeler({
          container,
          textRenderer,
          moddleExtensions,
          minimap: { open: false },
          additionalModules: [themeModule, fastPanModule, walkModule, strategyModule, translateModule, ...designModules],
        }),
    );
  }

  /** The diagram as BPMN text; what the editor does not know is in it as it was. */
  async text(): Promise<string> {
    const { xml, error } = await this.instance.saveXML({ format: true });
    if (error) throw error;
    return xml ?? '';
  }

  /** The shown plane as a picture in the colours of the light theme. */
  async picture(): Promise<string> {
    const { svg } = await this.instance.saveSVG();
    return resolveTokens(svg);
  }

  /** Calls back after each change, also one that was undone. */
  onChange(listener: (trigger: Trigger) => void): () => void {
    return this.listen<{ trigger: Trigger }>('commandStack.changed', ({ trigger }) => listener(trigger));
  }

  /** Calls back when there may be other elements or names than before. */
  onContent(listener: () => void): () => void {
    return this.listen(['elements.changed', 'import.done', 'root.set', 'shape.removed', 'shape.added'], listener);
  }

  get canUndo(): boolean {
    return this.#stack.canUndo();
  }

  get canRedo(): boolean {
    return this.#stack.canRedo();
  }

  undo(): void {
    this.#stack.undo();
  }

  redo(): void {
    this.#stack.redo();
  }

  /** Opens the search for elements. */
  find(): void {
    this.focus();
    this.act('find');
  }

  /** Runs an editor action of bpmn-js, for example `directEditing`. */
  act(name: string): void {
    const actions = this.get<EditorActions>('editorActions');
    if (actions.isRegistered(name)) actions.trigger(name, undefined as never);
  }

  /** Opens or closes the minimap; whether it is open now. */
  toggleMinimap(): boolean {
    const minimap = this.get<{ toggle: () => void; isOpen: () => boolean }>('minimap');
    minimap.toggle();
    return minimap.isOpen();
  }

  /** The selected elements that a strategy can be set on. */
  steps(): DiagramElement[] {
    return this.selection().filter(takesStrategy);
  }

  /** Sets how these are done, as one change that can be undone. */
  setStrategy(elements: readonly DiagramElement[], setting: StrategySetting): void {
    const values = { mode: setting === 'inherit' ? undefined : setting };
    this.change(elements.map((element) => ({ element, owner: element.businessObject, type: 'routine:Strategy', values })));
  }

  /** Changes `routine:settings` of a process. */
  setRoutine(element: DiagramElement, owner: BusinessObject, values: Record<string, unknown>): void {
    this.change([{ element, owner, type: 'routine:Settings', values }]);
  }

  /** Changes extension elements, as one change that can be undone. */
  change(changes: readonly ExtensionChange[]): void {
    this.get<ChangeExtensions>('changeExtensions').change(changes);
  }

  /** Says something to whoever hears the screen. */
  say(words: string): void {
    this.get<Announcer>('announcer').say(words);
  }

  /** Shows badges on the shapes with problems. */
  showProblems(problems: ReadonlyMap<string, ElementProblems>): void {
    this.get<ProblemMarks>('problemMarks').set(problems);
  }

  /** Shows how far a problem's path has been walked; nothing takes it away. */
  showPath(problem: SoundnessProblem | null, at: number): void {
    const path = this.get<TokenPath>('tokenPath');
    if (problem) path.show(problem.path, at, problem.elements);
    else path.clear();
  }

  /** Puts the properties panel into an element, or takes it away. */
  attachPanel(host: HTMLElement | null): void {
    const panel = this.get<{ attachTo: (host: HTMLElement) => void; detach: () => void }>('propertiesPanel');
    if (host) panel.attachTo(host);
    else panel.detach();
  }

  get #stack(): CommandStack {
    return this.get<CommandStack>('commandStack');
  }
}
