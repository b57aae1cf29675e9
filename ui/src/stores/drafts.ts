import { backend } from '../backend/chosen';
import type { SaveDraft } from '../contract';
import { noteDraft } from './library';

/** Unsaved text is kept by the host at the latest this long after the first change. */
const WITHIN_MS = 1500;

interface Pending {
  timer: ReturnType<typeof setTimeout>;
  latest: () => Promise<SaveDraft | null>;
}

const pending = new Map<string, Pending>();

/**
 * Has the host keep a tab's unsaved text soon. `latest` is asked for it only then, since writing a diagram as text takes a while.
 * Calls while one is waiting only replace what will be asked.
 */
export function keepDraft(key: string, latest: () => Promise<SaveDraft | null>, failed: (failure: unknown) => void): void {
  const known = pending.get(key);
  if (known) {
    known.latest = latest;
    return;
  }
  const timer = setTimeout(() => void flushDraft(key).catch(failed), WITHIN_MS);
  pending.set(key, { timer, latest });
}

/** Has it kept now, for instance before the window closes. */
export async function flushDraft(key: string): Promise<void> {
  const waiting = pending.get(key);
  if (!waiting) return;
  clearTimeout(waiting.timer);
  pending.delete(key);
  const draft = await waiting.latest();
  if (!draft) return;
  await backend().saveDraft(draft);
  noteDraft(draft.key, true);
}

/** Every draft that waits, for instance when the page is hidden. */
export async function flushDrafts(): Promise<void> {
  await Promise.all([...pending.keys()].map(flushDraft));
}

/** The text was saved or thrown away. */
export async function discardDraft(key: string): Promise<void> {
  const waiting = pending.get(key);
  if (waiting) clearTimeout(waiting.timer);
  pending.delete(key);
  await backend().discardDraft({ key });
  noteDraft(key, false);
}
