import { create } from 'zustand';
import { asBackendError } from '../../../backend/backend-error';
import { backend } from '../../../backend/chosen';
import type { Intervention, InterventionPreview } from '../../../contract';
import { showLower } from '../lower-panels';

/** What somebody is about to do to a run. */
export interface Tray {
  changes: readonly Intervention[];
  /** What the changes would lead to, from the entry that it names on. */
  preview: InterventionPreview | null;
  /** Why they were refused, or could not be looked at beforehand. */
  refusal: string | null;
  isAsking: boolean;
}

/** What the form for another change begins with. */
export interface ChangeDraft {
  kind: Intervention['kind'];
  scopeId?: string;
  name?: string;
}

const EMPTY: Tray = { changes: [], preview: null, refusal: null, isAsking: false };

interface Trays {
  byRun: Readonly<Record<string, Tray>>;
  draft: ChangeDraft;
  /** Counts the drafts that were asked for, so that each begins anew. */
  drafts: number;
}

export const useTrays = create<Trays>(() => ({ byRun: {}, draft: { kind: 'setVariable' }, drafts: 0 }));

export const trayOf = (runId: string) => (trays: Trays): Tray => trays.byRun[runId] ?? EMPTY;

const put = (runId: string, part: Partial<Tray>) => useTrays.setState(({ byRun }) => ({ byRun: { ...byRun, [runId]: { ...(byRun[runId] ?? EMPTY), ...part } } }));

/** What two changes must not both be: one says what the other has said. */
const about = (change: Intervention): string =>
  change.kind === 'setVariable' ? `${change.scopeId} ${change.name}` : change.kind === 'addBranch' ? `add ${change.element} ${change.scopeId ?? ''}` : `branch ${change.branchId}`;

/** With another change: of two about the same thing, the later one counts. */
export const withChange = (changes: readonly Intervention[], change: Intervention): Intervention[] => [
  ...changes.filter((known) => change.kind === 'addBranch' || about(known) !== about(change)),
  change,
];

/** Lays a change into the tray, shows it, and asks what all of them would lead to. */
export function addChange(runId: string, change: Intervention): void {
  const { changes } = trayOf(runId)(useTrays.getState());
  put(runId, { changes: withChange(changes, change) });
  showLower('changes');
  void previewChanges(runId);
}

export function removeChange(runId: string, index: number): void {
  const { changes } = trayOf(runId)(useTrays.getState());
  const left = changes.filter((_, at) => at !== index);
  put(runId, { changes: left, preview: null, refusal: null });
  if (left.length > 0) void previewChanges(runId);
}

export const clearChanges = (runId: string): void => put(runId, EMPTY);

/** Shows the form with a change begun. */
export function draftChange(draft: ChangeDraft): void {
  useTrays.setState(({ drafts }) => ({ draft, drafts: drafts + 1 }));
  showLower('changes');
}

/** Asks what the changes would lead to; an answer about changes that are others by now is passed over. */
export async function previewChanges(runId: string): Promise<void> {
  const { changes } = trayOf(runId)(useTrays.getState());
  if (changes.length === 0) return;
  put(runId, { isAsking: true, refusal: null });
  try {
    const preview = await backend().previewInterventions({ runId, interventions: [...changes] });
    if (trayOf(runId)(useTrays.getState()).changes === changes) put(runId, { preview });
  } catch (failure) {
    put(runId, { preview: null, refusal: asBackendError(failure).message });
  } finally {
    put(runId, { isAsking: false });
  }
}

/** Does all of it or nothing, from the entry on that was looked at; answers whether it was done. A refusal is kept and looked at anew. */
export async function applyChanges(runId: string): Promise<boolean> {
  const { changes, preview } = trayOf(runId)(useTrays.getState());
  put(runId, { isAsking: true, refusal: null });
  try {
    await backend().intervene({ runId, interventions: [...changes], expectedSeq: preview?.seq ?? null });
    put(runId, EMPTY);
    return true;
  } catch (failure) {
    await previewChanges(runId);
    put(runId, { refusal: asBackendError(failure).message });
    return false;
  } finally {
    put(runId, { isAsking: false });
  }
}
