import type { BreakpointHitView, RunView } from '../../../contract';
import type { Names } from '../names';
import { breakOnWords } from '../sentences/intervention';
import type { Speech } from '../sentences/waiting';

/** A run is held by what was hit, and has not gone on since. */
export const isHeld = (view: Pick<RunView, 'status' | 'hits'>): boolean => view.status === 'paused' && view.hits.length > 0;

/** Why a run was held, with the branch that came there. */
export function hitWords(t: Speech['t'], hit: BreakpointHitView, names: Names): string {
  const on = breakOnWords(t, hit.on, names);
  return hit.branchId === null ? on : t('held.by', { on, letter: names.branch(hit.branchId) });
}

/** Why a run is held, in one line; null when no breakpoint holds it. */
export function heldWords(t: Speech['t'], view: Pick<RunView, 'status' | 'hits'>, names: Names): string | null {
  if (!isHeld(view)) return null;
  return [...new Set(view.hits.map((hit) => hitWords(t, hit, names)))].join(', ');
}

/** Why a run is held, by the shapes at which it is. */
export function holdsOf(t: Speech['t'], view: Pick<RunView, 'status' | 'hits'>, names: Names): Map<string, string> {
  const holds = new Map<string, Set<string>>();
  if (!isHeld(view)) return new Map();
  for (const hit of view.hits) {
    if (hit.element === null) continue;
    holds.set(hit.element, (holds.get(hit.element) ?? new Set()).add(shapeWords(t, hit, names)));
  }
  return new Map([...holds].map(([element, words]) => [element, [...words].join(' · ')]));
}

/** On the shape itself its name is not said again. */
function shapeWords(t: Speech['t'], { on }: BreakpointHitView, names: Names): string {
  return on.kind === 'before' ? t('held.before') : on.kind === 'after' ? t('held.after') : t('held.on', { on: breakOnWords(t, on, names) });
}
