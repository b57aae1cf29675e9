import type { RoutineSummary } from '../../../contract';

/** What an open routine does about the file as the library knows it. */
export type FileChange = 'none' | 'reload' | 'ask';

/** Another program may write the file while it is open: a clean diagram follows, unsaved work is never touched unasked. */
export function fileChange(
  open: { version: string | null; unsaved: boolean; saving: boolean },
  known: Pick<RoutineSummary, 'version'> | undefined,
): FileChange {
  if (!known || open.version === null || open.saving || known.version === open.version) return 'none';
  return open.unsaved ? 'ask' : 'reload';
}
