import { Play, Waypoints, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { shownTab, useRouter, type DocumentTab } from '../../stores/router';

/** The open documents. Arrow keys are left to the browser: each tab is a button, so Tab reaches all of them. */
export function TabStrip() {
  const { t } = useTranslation('frame');
  const tabs = useRouter((state) => state.tabs);
  const shown = useRouter((state) => shownTab(state)?.id);
  return (
    <nav className="tab-strip" aria-label={t('tabs')}>
      {tabs.map((tab) => (
        <StripTab key={tab.id} tab={tab} shown={tab.id === shown} />
      ))}
    </nav>
  );
}

function StripTab({ tab, shown }: { tab: DocumentTab; shown: boolean }) {
  const { t } = useTranslation('frame');
  const select = useRouter((state) => state.select);
  const close = useRouter((state) => state.close);
  const unsaved = tab.kind === 'routine' && tab.unsaved;
  return (
    <div className="strip-tab" data-shown={shown}>
      <button
        type="button"
        className="strip-tab-name"
        aria-current={shown ? 'page' : undefined}
        title={tab.path}
        onClick={() => select(tab.id)}
        onAuxClick={(event) => {
          if (event.button === 1) close(tab.id);
        }}
      >
        {tab.kind === 'routine' ? <Waypoints aria-hidden /> : <Play aria-hidden />}
        <span className="strip-tab-title">{tab.title}</span>
        {unsaved ? <span className="visually-hidden">{t('unsaved')}</span> : null}
      </button>
      <button type="button" className="strip-tab-close" aria-label={t('close', { title: tab.title })} onClick={() => close(tab.id)}>
        {unsaved ? (
          <span className="strip-tab-dot" aria-hidden>
            ●
          </span>
        ) : null}
        <X aria-hidden />
      </button>
    </div>
  );
}
