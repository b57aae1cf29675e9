import type { BreakSign, Mark, PathSign, Token } from '../../../canvas/run-layer';
import type { Flows } from '../../../canvas/diagram-text/flows';
import type { BranchView, ElementMark, RunUpdate, RunView } from '../../../contract';
import type { Names } from '../names';
import { isHeld } from '../holding/hit-words';
import { awaitedBy } from '../sentences/awaited';
import { breakOnWords } from '../sentences/intervention';
import { reasonWords } from '../sentences/reason';
import { isWorking } from '../sentences/run-state';
import { waitingWords, type Speech } from '../sentences/waiting';

/** A wait that the drawing shows by itself: something moves inside the shape. */
const isSeen = ({ waitingOn }: BranchView) => waitingOn?.on === 'step' || waitingOn?.on === 'inside' || waitingOn?.on === 'routine';

/** Where branches stand, as lettered discs. */
export const tokensOf = (view: RunView, speech: Speech, flows: Flows): Token[] =>
  view.branches
    .filter(({ status }) => status === 'active' || status === 'waiting' || status === 'failed')
    .map((branch) => ({
      branch: branch.id,
      letter: branch.letter,
      words: speech.t('branchAt', { letter: branch.letter, element: branch.elementName ?? branch.element }),
      colour: branch.colour,
      element: branch.element,
      state:
        branch.status === 'failed' || branch.waitingOn?.on === 'incident' ? 'failed' : isWorking(branch) || isSeen(branch) ? 'active' : 'waiting',
      waitsFor: branch.waitingOn && !isSeen(branch) ? waitingWords(speech, branch.waitingOn, awaitedBy(branch, view.branches, flows)) : null,
    }));

function markOf(mark: ElementMark, waits: boolean): Mark | null {
  if (mark.incidents > 0 || mark.failed > 0) return { kind: 'failed' };
  if (mark.active > 0) return { kind: waits ? 'waiting' : 'running' };
  if (mark.completed > 0) return { kind: 'done', count: mark.completed };
  if (mark.skipped > 0 || mark.cancelled > 0) return { kind: 'skipped' };
  return null;
}

/** What came of the steps of each element that is drawn as a shape; a process is the paper, not a shape. */
export function marksOf(view: RunView, isShape: (element: string) => boolean): Map<string, Mark> {
  const waiting = new Set<string>();
  const working = new Set<string>();
  for (const branch of view.branches) (isWorking(branch) || isSeen(branch) ? working : waiting).add(branch.element);
  const marks = new Map<string, Mark>();
  for (const [element, mark] of Object.entries(view.marks)) {
    if (!isShape(element)) continue;
    const shown = markOf(mark, waiting.has(element) && !working.has(element));
    if (shown) marks.set(element, shown);
  }
  return marks;
}

/** Sequence flows that were taken. */
export const takenOf = (view: RunView): Set<string> => new Set(Object.keys(view.flowsTaken).filter((flow) => (view.flowsTaken[flow] ?? 0) > 0));

/** The last flow that each branch took within a batch: more of them at once no eye can follow. */
export function movesOf(updates: readonly RunUpdate[]): Map<string, string> {
  const moves = new Map<string, string>();
  for (const update of updates) {
    for (const change of update.changes) if (change.change === 'flowTaken') moves.set(change.branchId, change.flowId);
  }
  return moves;
}

/** Why ways were taken, as signs on the gateways: what it cost on the sign, all of it on hover. */
export function signsOf(view: RunView, speech: Speech, names: Names): Map<string, PathSign> {
  const signs = new Map<string, PathSign>();
  for (const [element, reason] of Object.entries(view.reasons)) {
    const { who, because, price } = reasonWords(speech, reason, names);
    const label = reason.advice?.scripted ? speech.t('pathReason.demoChip') : (price ?? '');
    signs.set(element, { label, words: [who, because, price].filter((line) => line !== null && line !== '').join('\n') });
  }
  return signs;
}

/** Where breakpoints stand on the drawing; those that are there for one time, and those that have no place, do not. */
export function breaksOf(view: RunView, t: Speech['t'], names: Names): BreakSign[] {
  const hit = new Set(isHeld(view) ? view.hits.map(({ breakpointId }) => breakpointId) : []);
  return view.breakpoints.flatMap(({ id, on, enabled, once }) =>
    once || (on.kind !== 'before' && on.kind !== 'after')
      ? []
      : [{ id, element: on.element, side: on.kind, enabled, hit: hit.has(id), words: t('held.sign', { on: breakOnWords(t, on, names) }) }],
  );
}
