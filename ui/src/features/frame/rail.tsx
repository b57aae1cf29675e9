import { ClipboardList, History, Inbox, Library, PencilRuler, Play, Settings, type LucideIcon } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../shared/class-names';
import { keysFor, shownKeys, useCommands } from '../../stores/commands';
import { askCount, followInbox, useInbox } from '../../stores/inbox';
import { PLACES, useRouter, type Place } from '../../stores/router';

const ICONS: Record<Place, LucideIcon> = {
  library: Library,
  designer: PencilRuler,
  run: Play,
  blackboard: ClipboardList,
  history: History,
  inbox: Inbox,
  settings: Settings,
};

/** A badge says no number above this. */
const MOST_SHOWN = 99;

/** The places, as a column of names with icons. */
export function Rail() {
  const { t } = useTranslation('frame');
  const place = useRouter((state) => state.place);
  const go = useRouter((state) => state.go);
  const waiting = useInbox(askCount);
  useCommands((state) => state.registry);
  useEffect(followInbox, []);
  return (
    <nav className="rail" aria-label={t('rail')}>
      {PLACES.map((name) => {
        const Icon = ICONS[name];
        const keys = keysFor(name === 'settings' ? 'settings.open' : `view.${name}`)[0];
        return (
          <button
            key={name}
            type="button"
            className={classNames('rail-place', name === 'settings' && 'rail-last')}
            aria-current={name === place ? 'page' : undefined}
            title={keys ? `${t(name)} (${shownKeys(keys)})` : t(name)}
            {...(name === 'inbox' && waiting > 0 ? { 'aria-label': t('inboxCount', { count: waiting }) } : {})}
            onClick={() => go(name)}
          >
            <Icon aria-hidden />
            <span>{t(name)}</span>
            {name === 'inbox' && waiting > 0 ? (
              <span className="rail-badge" aria-hidden>
                {waiting > MOST_SHOWN ? `${MOST_SHOWN}+` : waiting}
              </span>
            ) : null}
          </button>
        );
      })}
    </nav>
  );
}
