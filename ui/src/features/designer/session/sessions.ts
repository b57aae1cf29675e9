import i18next from 'i18next';
import { useToasts } from '../../../shared/toast';
import { flushDraft, flushDrafts } from '../../../stores/drafts';
import { followLibrary, useLibrary } from '../../../stores/library';
import { routineTabId, useRouter } from '../../../stores/router';
import { tellFailure } from '../../../stores/tell-failure';
import { DesignSession } from './design-session';
import { fileChange } from './file-change';

const sessions = new Map<string, DesignSession>();

/** The session of a routine; made when its tab is first shown. */
export function sessionOf(path: string): DesignSession {
  followLibrary();
  const known = sessions.get(path);
  if (known) return known;
  const made = new DesignSession(path);
  sessions.set(path, made);
  return made;
}

/** A session ends with its tab. Its draft stays, so that closing never loses work. */
useRouter.subscribe(({ tabs }) => {
  for (const [path, session] of sessions) {
    if (tabs.some((tab) => tab.id === routineTabId(path))) continue;
    sessions.delete(path);
    const { unsaved, routine } = session.state;
    void flushDraft(path)
      .catch(tellFailure)
      .finally(() => session.destroy());
    if (unsaved) tellKept(path, routine?.name ?? path);
  }
});

function tellKept(path: string, name: string): void {
  useToasts.getState().show({
    tone: 'neutral',
    words: i18next.t('designer:keptDraft', { name }),
    action: { label: i18next.t('designer:reopen'), run: () => useRouter.getState().openRoutine(path, name) },
  });
}

/** The page may be gone without another word once it is hidden. */
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') void flushDrafts().catch(tellFailure);
});

/** Other programs write into the project folder too. */
useLibrary.subscribe(({ routines }) => {
  for (const [path, session] of sessions) {
    const known = routines?.find((routine) => routine.path === path);
    const { version, unsaved, saving, note } = session.state;
    const change = fileChange({ version, unsaved, saving }, known);
    if (change === 'reload') {
      const name = known?.name ?? path;
      void session
        .load()
        .then(() => useToasts.getState().show({ tone: 'neutral', words: i18next.t('designer:reloaded', { name }) }));
    } else if (change === 'ask' && known && note?.name !== 'diskChanged') {
      session.note({ name: 'diskChanged', version: known.version });
    }
  }
});
