/** What a branch is doing where it stands. */
export type TokenState = 'active' | 'waiting' | 'failed';

/** A branch, drawn as a lettered disc. */
export interface Token {
  branch: string;
  letter: string;
  /** Which of the eight branch colours, from 0. */
  colour: number;
  /** Id of the flow node on which it stands. */
  element: string;
  state: TokenState;
  /** Which branch it is and where it stands, in words. */
  words?: string;
  /** What it waits for, in words, as a chip under the shape. */
  waitsFor?: string | null;
}

/** What the steps of a flow node came to. */
export type MarkKind = 'running' | 'waiting' | 'done' | 'failed' | 'skipped';

export interface Mark {
  kind: MarkKind;
  /** Times it was completed, shown from 2 on. */
  count?: number;
}

/** Why a way out of a gateway was taken. */
export interface PathSign {
  /** Shown on the sign itself, such as what asking has cost; may be empty. */
  label: string;
  /** The whole reason, shown on hover and read aloud. */
  words: string;
}

/** A place at which the run is to be held. */
export interface BreakSign {
  /** The breakpoint. */
  id: string;
  element: string;
  /** Where branches come in, or where they go out. */
  side: 'before' | 'after';
  enabled: boolean;
  /** It holds the run now. */
  hit: boolean;
  /** Shown on hover and read aloud. */
  words: string;
}

/** One way at a fork that waits for a person. */
export interface FlowChoice {
  /** Id of the sequence flow. */
  flow: string;
  /** The number on the flow and the key that takes it, from 1. */
  number: number;
  /** Read aloud and shown on hover, for example the condition. */
  label: string;
}
