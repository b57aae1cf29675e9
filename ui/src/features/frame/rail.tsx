import { ClipboardList, History, Library, PencilRuler, Play, Settings, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../shared/class-names';
import { keysFor, shownKeys, useCommands } from '../../stores/commands';
import { PLACES, useRouter, type Place } from '../../stores/router';

const ICONS: Record<Place, LucideIcon> = {
  library: Library,
  designer: PencilRuler,
  run: Play,
  blackboard: ClipboardList,
  history: History,
  settings: Settings,
};

/** The places, as a column of names with icons. */
export function Rail() {
  const { t } = useTranslation('frame');
  const place = useRouter((state) => state.place);
  const go = useRouter((state) => state.go);
  useCommands((state) => state.registry);
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
            onClick={() => go(name)}
          >
            <Icon aria-hidden />
            <span>{t(name)}</span>
          </button>
        );
      })}
    </nav>
  );
}
