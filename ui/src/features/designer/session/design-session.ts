import { createStore, type StoreApi } from 'zustand/vanilla';
import { asBackendError } from '../../../backend/backend-error';
import { backend } from '../../../backend/chosen';
import { carryOver } from '../../../canvas/design/carry-over';
import { Revisions } from '../../../canvas/design/revisions';
import { DesignCanvas } from '../../../canvas/design-canvas';
import { OpenFailure } from '../../../canvas/open-failure';
import type { OpenedRoutine, SaveDraft, SoundnessProblem } from '../../../contract';
import { discardDraft, keepDraft } from '../../../stores/drafts';
import { noteRoutines } from '../../../stores/library';
import { routineTabId, useRouter } from '../../../stores/router';
import { tellFailure } from '../../../stores/tell-failure';
import { badgesOf } from '../../strategy/badges';
import { Checker } from './checker';
import { byElement, problemsOf } from './problems';
import { SoundnessChecker } from './soundness';
import { initialState, type DesignState, type Note } from './state';
import { StrategyAsker } from './strategies';

/** Of what the reader of bpmn-js warns, this would be lost by saving; foreign parts are carried over. */
const NOT_KEPT = /unknown type|unresolved reference/;

/**
 * A routine that is open in the designer: its drawing, its file, its draft, its problems. Lives as long as its tab,
 * outside of React, so that going to another screen keeps the diagram and what can be undone.
 */
export class DesignSession {
  readonly path: string;
  readonly store: StoreApi<DesignState> = createStore(() => initialState);
  #canvas: DesignCanvas | null = null;
  readonly #revisions = new Revisions();
  readonly #checker: Checker;
  readonly #soundness: SoundnessChecker;
  readonly #strategies: StrategyAsker;
  /** Grows with every change, undone ones too: what a text was written from. */
  #changes = 0;
  #text: { changes: number; text: Promise<string> } | null = null;
  /** The text from which the diagram was drawn: holds what the drawing itself does not keep. */
  #origin = '';

  constructor(path: string) {
    this.path = path;
    this.#checker = new Checker({
      text: () => this.text(),
      changed: (change) => {
        this.#set(change);
        if (change.diagnostics) this.#markProblems();
      },
    });
    this.#soundness = new SoundnessChecker({
      text: () => this.text(),
      found: (soundness) => {
        this.#set({ soundness });
        this.#markProblems();
      },
    });
    this.#strategies = new StrategyAsker({
      path,
      text: () => this.text(),
      found: (strategies) => {
        this.#set({ strategies });
        this.#canvas?.strategies.set(badgesOf(strategies));
      },
    });
    void this.load();
  }

  get state(): DesignState {
    return this.store.getState();
  }

  /** There once `phase` is `ready`. */
  get canvas(): DesignCanvas | null {
    return this.#canvas;
  }

  /** Reads the file and the draft, and draws. `theirs` leaves the draft alone, to be thrown away. */
  async load(theirs = false): Promise<void> {
    this.#set({ phase: { name: 'loading' }, note: null, conflict: false });
    try {
      const opened = await backend().openRoutine({ path: this.path });
      const draft = theirs || opened.draft?.xml === opened.xml ? null : opened.draft;
      if (theirs) await discardDraft(this.path);
      this.#set({ routine: opened.routine, version: opened.routine.version, diagnostics: opened.diagnostics, processes: opened.processes });
      useRouter.getState().retitle(routineTabId(this.path), opened.routine.name);
      const restored: Note | null = draft
        ? { name: 'draft', savedAt: draft.savedAt, fileChanged: draft.baseVersion !== null && draft.baseVersion !== opened.routine.version }
        : null;
      await this.draw(draft?.xml ?? opened.xml, restored);
    } catch (failure) {
      this.#set({ phase: { name: 'failed', failure: asBackendError(failure) } });
    }
  }

  /** Draws a text; one that cannot be drawn is shown as text. */
  async draw(text: string, note: Note | null): Promise<void> {
    const canvas = this.#canvas ?? (await this.#create());
    try {
      const { warnings, laidOut } = await canvas.open(text, this.path, this.state.routine?.name ?? this.path);
      const count = warnings.filter((warning) => NOT_KEPT.test(warning)).length;
      const own = note ?? (count > 0 ? ({ name: 'notKept', count } as const) : null);
      this.#set({ phase: { name: 'ready' }, note: own ?? (laidOut ? { name: 'laidOut' } : null), selected: null });
      if (note?.name === 'draft') this.#revisions.forget();
      this.#text = null;
      this.#origin = text;
      this.#followStack();
      this.#set({ soundness: [], walk: null });
      this.#markProblems();
      if (note?.name === 'draft') this.#checker.soon();
      this.#soundness.soon();
      this.#strategies.soon();
    } catch (failure) {
      this.#set({ phase: { name: 'broken', failure: OpenFailure.from(failure), text } });
    }
  }

  /** The diagram as text, written once for each state of the diagram. */
  text(): Promise<string> {
    const canvas = this.#canvas;
    const { phase } = this.state;
    if (phase.name === 'broken') return Promise.resolve(phase.text);
    if (!canvas) return Promise.reject(new Error('nothing is drawn'));
    if (this.#text?.changes !== this.#changes) {
      const text = canvas.text().then((written) => carryOver(this.#origin, written));
      this.#text = { changes: this.#changes, text };
    }
    return this.#text.text;
  }

  /** Writes the file. `overwrite` replaces whatever it holds; otherwise a file that changed is a conflict to be asked about. */
  async save(overwrite = false): Promise<boolean> {
    if (this.state.saving || this.state.phase.name !== 'ready') return false;
    this.#set({ saving: true });
    try {
      const changes = this.#changes;
      const xml = await this.text();
      const expectedVersion = overwrite ? null : this.state.version;
      const { routine, diagnostics } = await backend().saveRoutine({ path: this.path, xml, expectedVersion });
      if (changes === this.#changes) this.#revisions.write();
      else this.#revisions.forget();
      this.#set({ routine, version: routine.version, diagnostics, conflict: false, note: null });
      noteRoutines([routine]);
      this.#followStack();
      if (!this.state.unsaved) await discardDraft(this.path);
      this.#markProblems();
      return true;
    } catch (failure) {
      const error = asBackendError(failure);
      if (error.code === 'conflict') this.#set({ conflict: true });
      else tellFailure(error);
      return false;
    } finally {
      this.#set({ saving: false });
    }
  }

  /** Writes the diagram beside the file, which keeps what another program wrote into it. */
  async saveCopy(): Promise<OpenedRoutine | null> {
    try {
      const name = this.state.routine?.fileName ?? 'copy.bpmn';
      const copy = await backend().importRoutine({ name, xml: await this.text() });
      noteRoutines([copy.routine]);
      return copy;
    } catch (failure) {
      tellFailure(failure);
      return null;
    }
  }

  /** The file on the disk changed, and the user wants the own diagram to win at the next save. */
  keepMine(version: string | null): void {
    this.#set({ note: null, conflict: false, ...(version === null ? {} : { version }) });
  }

  note(note: Note | null): void {
    this.#set({ note });
  }

  dismissConflict(): void {
    this.#set({ conflict: false });
  }

  /** Walks a problem's path on the drawing, up to this move; nothing ends the walk. */
  walk(problem: SoundnessProblem | null, at = 0): void {
    if (!problem && !this.state.walk) return;
    this.#set({ walk: problem && { problem, at: Math.max(0, Math.min(at, problem.path.length)) } });
    this.#canvas?.showPath(problem, this.state.walk?.at ?? 0);
  }

  destroy(): void {
    this.#checker.stop();
    this.#soundness.stop();
    this.#strategies.stop();
    this.#canvas?.destroy();
    this.#canvas = null;
  }

  async #create(): Promise<DesignCanvas> {
    const canvas = await DesignCanvas.create();
    this.#canvas = canvas;
    canvas.onChange((trigger) => {
      this.#revisions.moved(trigger);
      this.#changes += 1;
      if (trigger === 'clear') return;
      this.#followStack();
      this.#checker.soon();
      this.#soundness.soon();
      this.#strategies.soon();
      this.walk(null);
      if (this.state.unsaved) keepDraft(this.path, () => this.#draft(), tellFailure);
      else void discardDraft(this.path).catch(tellFailure);
    });
    canvas.onSelect((element) => this.#set({ selected: element?.id ?? null }));
    canvas.onContent(() => this.store.setState(({ contentRevision }) => ({ contentRevision: contentRevision + 1 })));
    return canvas;
  }

  async #draft(): Promise<SaveDraft | null> {
    const { unsaved, routine, version } = this.state;
    if (!unsaved) return null;
    return { key: this.path, path: this.path, name: routine?.name ?? this.path, xml: await this.text(), baseVersion: version };
  }

  #markProblems(): void {
    this.#canvas?.showProblems(byElement(problemsOf(this.state)));
  }

  #followStack(): void {
    const canvas = this.#canvas;
    const unsaved = !this.#revisions.isWritten;
    this.#set({ unsaved, canUndo: canvas?.canUndo ?? false, canRedo: canvas?.canRedo ?? false });
    useRouter.getState().setUnsaved(routineTabId(this.path), unsaved);
  }

  #set(change: Partial<DesignState>): void {
    this.store.setState(change);
  }
}
