import type { BackendError } from '../../../backend/backend-error';
import type { OpenFailure } from '../../../canvas/open-failure';
import type { ActivityStrategy, Diagnostic, ProcessView, RoutineSummary, SoundnessProblem } from '../../../contract';

/** How far opening has come. */
export type Phase =
  | { name: 'loading' }
  | { name: 'ready' }
  /** The text cannot be drawn; it is shown and can be corrected. */
  | { name: 'broken'; failure: OpenFailure; text: string }
  /** The host has no text for us. */
  | { name: 'failed'; failure: BackendError };

/** Something that the user should know about the open text, with a choice to make. */
export type Note =
  | { name: 'draft'; savedAt: number; fileChanged: boolean }
  | { name: 'diskChanged'; version: string }
  | { name: 'laidOut' }
  | { name: 'notKept'; count: number };

export interface DesignState {
  phase: Phase;
  routine: RoutineSummary | null;
  /** The version of the file from which the diagram was made. */
  version: string | null;
  unsaved: boolean;
  saving: boolean;
  checking: boolean;
  diagnostics: readonly Diagnostic[];
  /** Ways to get stuck, each with the path that shows it. */
  soundness: readonly SoundnessProblem[];
  /** The path that is being walked, and how far. */
  walk: { problem: SoundnessProblem; at: number } | null;
  processes: readonly ProcessView[];
  /** How each activity is done, by element; as the host last said. */
  strategies: ReadonlyMap<string, ActivityStrategy>;
  note: Note | null;
  /** Saving was refused because the file changed. */
  conflict: boolean;
  canUndo: boolean;
  canRedo: boolean;
  /** Id of the only selected element. */
  selected: string | null;
  /** Grows when the elements or their names may have changed. */
  contentRevision: number;
}

export const initialState: DesignState = {
  phase: { name: 'loading' },
  routine: null,
  version: null,
  unsaved: false,
  saving: false,
  checking: false,
  diagnostics: [],
  soundness: [],
  walk: null,
  processes: [],
  strategies: new Map(),
  note: null,
  conflict: false,
  canUndo: false,
  canRedo: false,
  selected: null,
  contentRevision: 0,
};
