import { useTranslation } from 'react-i18next';
import { Tabs } from '../../shared/tabs';
import { General } from './general';
import { Budgets } from './models/budgets';
import { Providers } from './models/providers';
import { Outside } from './outside/outside';
import { Secrets } from './secrets/secrets';
import { Tools } from './tools/tools';
import { SETTINGS_PLACES, useSettingsPlace } from './settings-place';
import './settings.css';

const CONTENT = { general: General, providers: Providers, budgets: Budgets, tools: Tools, outside: Outside, secrets: Secrets } as const;

/** All settings, by what they are about. */
export default function Settings() {
  const { t } = useTranslation('settings');
  const { place, go } = useSettingsPlace();
  return (
    <div className="settings-screen">
      <h1 className="visually-hidden">{t('title')}</h1>
      <Tabs
        label={t('title')}
        selected={place}
        onSelect={(id) => {
          const known = SETTINGS_PLACES.find((one) => one === id);
          if (known) go(known);
        }}
        items={SETTINGS_PLACES.map((id) => {
          const Content = CONTENT[id];
          return { id, label: t(`place_${id}`), content: <Content /> };
        })}
      />
    </div>
  );
}
