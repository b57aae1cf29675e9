import type { HeardPiece } from '../../backend/backend';

/** What models are saying and have not finished, by step and request. */
export type Heard = ReadonlyMap<string, string>;

export const heardKey = (stepId: string, call: number): string => `${stepId}/${call}`;

/** Adds pieces behind what was heard before; one that is all that was said so far stands in its place. */
export function withPieces(heard: Heard, pieces: readonly HeardPiece[]): Heard {
  if (pieces.length === 0) return heard;
  const next = new Map(heard);
  for (const { stepId, call, text, fromStart } of pieces) {
    const key = heardKey(stepId, call);
    next.set(key, fromStart ? text : (next.get(key) ?? '') + text);
  }
  return next;
}

/** Forgets requests that have ended: their whole text is on record. */
export function withoutCalls(heard: Heard, stepId: string, ended: readonly number[]): Heard {
  const keys = ended.map((call) => heardKey(stepId, call)).filter((key) => heard.has(key));
  if (keys.length === 0) return heard;
  const next = new Map(heard);
  for (const key of keys) next.delete(key);
  return next;
}

/** Calls at the next frame; where nothing is drawn, soon. */
const nextFrame = (then: () => void): void => {
  if (typeof requestAnimationFrame === 'function') requestAnimationFrame(then);
  else queueMicrotask(then);
};

/** Collects pieces and hands them on once a frame, however often they come. */
export function perFrame(take: (pieces: readonly HeardPiece[]) => void): (piece: HeardPiece) => void {
  let waiting: HeardPiece[] = [];
  return (piece) => {
    waiting.push(piece);
    if (waiting.length > 1) return;
    nextFrame(() => {
      const pieces = waiting;
      waiting = [];
      take(pieces);
    });
  };
}
