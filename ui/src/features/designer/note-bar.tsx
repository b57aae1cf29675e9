import { Info, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Button } from '../../shared/button';
import { IconButton } from '../../shared/icon-button';
import { useNow } from '../../shared/now';
import { shortTime } from '../../shared/time';
import type { DesignSession } from './session/design-session';

/** One line above the drawing for what the user should know, with the choice to make. */
export function NoteBar({ session }: { session: DesignSession }) {
  const { t, i18n } = useTranslation('designer');
  const note = useStore(session.store, (state) => state.note);
  const version = useStore(session.store, (state) => state.routine?.version ?? null);
  const now = useNow('minute');
  if (!note) return null;
  const time = (at: number) => shortTime(at, now, i18n.language);
  const choose = (known: string | null) => (
    <>
      <Button size="small" onPress={() => session.keepMine(known)}>
        {t('keepMine')}
      </Button>
      <Button size="small" onPress={() => void session.load(true)}>
        {t('takeTheirs')}
      </Button>
    </>
  );
  switch (note.name) {
    case 'draft':
      return note.fileChanged ? (
        <Bar warns words={t('draftConflict', { time: time(note.savedAt) })} actions={choose(version)} />
      ) : (
        <Bar
          words={t('draftRestored', { time: time(note.savedAt) })}
          actions={
            <>
              <Button size="small" onPress={() => void session.load(true)}>
                {t('draftDiscard')}
              </Button>
              <Dismiss session={session} />
            </>
          }
        />
      );
    case 'diskChanged':
      return <Bar warns words={t('diskChanged')} actions={choose(note.version)} />;
    case 'laidOut':
      return <Bar words={t('laidOut')} actions={<Dismiss session={session} />} />;
    case 'notKept':
      return <Bar warns words={t('notKept', { count: note.count })} actions={<Dismiss session={session} />} />;
  }
}

function Bar({ warns = false, words, actions }: { warns?: boolean; words: string; actions: ReactNode }) {
  return (
    <div className="note-bar" data-warns={warns} role="status">
      {warns ? <TriangleAlert aria-hidden /> : <Info aria-hidden />}
      <span className="note-words">{words}</span>
      {actions}
    </div>
  );
}

function Dismiss({ session }: { session: DesignSession }) {
  const { t } = useTranslation('designer');
  return <IconButton size="small" label={t('dismiss')} icon={<X aria-hidden />} onPress={() => session.note(null)} />;
}
