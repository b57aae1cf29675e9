import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { xml } from '@codemirror/lang-xml';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, keymap, lineNumbers, type DecorationSet } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** A problem at a line of the text, from 1. */
export interface LineProblem {
  line: number | null;
  severity: 'error' | 'warning' | 'hint';
  message: string;
}

interface Options {
  label: string;
  /** Null when the text is only shown. */
  onChange: ((text: string) => void) | null;
}

const colours = HighlightStyle.define([
  { tag: tags.tagName, color: 'var(--accent-text)' },
  { tag: tags.angleBracket, color: 'var(--text-3)' },
  { tag: tags.attributeName, color: 'var(--text-2)' },
  { tag: [tags.attributeValue, tags.string], color: 'var(--blue)' },
  { tag: [tags.comment, tags.processingInstruction], color: 'var(--text-3)' },
  { tag: tags.invalid, color: 'var(--red)' },
]);

const setProblems = StateEffect.define<readonly LineProblem[]>();

const problemLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (lines, { effects, changes, state }) => {
    const found = effects.find((effect) => effect.is(setProblems));
    return found ? decorate(state, found.value as readonly LineProblem[]) : lines.map(changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function decorate(state: EditorState, problems: readonly LineProblem[]): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const lines = new Map<number, LineProblem>();
  for (const problem of problems) {
    const known = problem.line === null ? undefined : lines.get(problem.line);
    if (problem.line !== null && problem.line <= state.doc.lines && known?.severity !== 'error') lines.set(problem.line, problem);
  }
  for (const [line, { severity, message }] of [...lines].sort(([a], [b]) => a - b)) {
    const { from } = state.doc.line(line);
    builder.add(from, from, Decoration.line({ class: `xml-${severity}`, attributes: { title: message } }));
  }
  return builder.finish();
}

/** CodeMirror on a text of XML. */
export class XmlEditor {
  readonly #view: EditorView;

  constructor(host: HTMLElement, { label, onChange }: Options) {
    const extensions = [
      lineNumbers(),
      xml(),
      syntaxHighlighting(colours),
      search({ top: true }),
      highlightSelectionMatches(),
      problemLines,
      EditorView.contentAttributes.of({ 'aria-label': label }),
      keymap.of([...searchKeymap, ...historyKeymap, ...defaultKeymap]),
    ];
    const changing = onChange
      ? [history(), EditorView.updateListener.of(({ docChanged, state }) => (docChanged ? onChange(state.doc.toString()) : undefined))]
      : [EditorState.readOnly.of(true)];
    this.#view = new EditorView({ parent: host, state: EditorState.create({ doc: '', extensions: [...extensions, ...changing] }) });
  }

  show(text: string, problems: readonly LineProblem[]): void {
    const { doc } = this.#view.state;
    const effects = setProblems.of(problems);
    if (doc.toString() === text) this.#view.dispatch({ effects });
    else {
      this.#view.dispatch({ changes: { from: 0, to: doc.length, insert: text } });
      this.#view.dispatch({ effects });
    }
  }

  /** Scrolls to a line, from 1, and puts the cursor there. */
  reveal(line: number): void {
    const { doc } = this.#view.state;
    if (line < 1 || line > doc.lines) return;
    const { from } = doc.line(line);
    this.#view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
  }

  destroy(): void {
    this.#view.destroy();
  }
}
