import { Plus, Server } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { LocalServerView, ModelProvider, ProviderPreset } from '../../../contract';
import { Button } from '../../../shared/button';
import { Menu } from '../../../shared/menu';
import { EmptyState, Loading } from '../../../shared/states';
import { loadModels, useModels } from '../../../stores/models';
import { loadSecrets } from '../../../stores/secrets';
import { tellFailure } from '../../../stores/tell-failure';
import { providerFrom } from './new-provider';
import { ProviderCard } from './provider-card';
import { ProviderDialog } from './provider-dialog';
import './models.css';

/** The model providers: which there are, whether they answer, and what new ones can begin with. */
export function Providers() {
  const { t } = useTranslation('models');
  const settings = useModels((state) => state.settings);
  const [edited, setEdited] = useState<{ provider: ModelProvider; isNew: boolean; models: readonly string[] } | null>(null);
  useEffect(() => {
    void Promise.all([loadModels(), loadSecrets()]).catch(tellFailure);
  }, []);
  if (!settings) return <Loading label={t('providers')} />;
  const { providers, presets } = settings;
  const begin = (preset: ProviderPreset | null, models: readonly string[] = []) =>
    setEdited({ provider: providerFrom(preset, providers, models[0]), isNew: true, models });
  const add = (
    <Menu
      label={t('add')}
      trigger={
        <Button kind={providers.length === 0 ? 'primary' : 'plain'} icon={<Plus aria-hidden />}>
          {t('add')}
        </Button>
      }
      entries={[...presets.map(({ id, name }) => ({ id, label: name })), 'line', { id: 'other', label: t('other') }]}
      onAction={(id) => begin(presets.find((preset) => preset.id === id) ?? null)}
    />
  );
  return (
    <div className="settings">
      <div className="settings-head">
        <p className="settings-hint">{t('providersHelp')}</p>
        {providers.length > 0 ? add : null}
      </div>
      {providers.length === 0 ? (
        <EmptyState icon={<Server aria-hidden />} title={t('noProviders')} actions={add}>
          {t('noProvidersHelp')}
        </EmptyState>
      ) : (
        <ul className="provider-cards">
          {providers.map((provider) => (
            <ProviderCard key={provider.id} provider={provider} settings={settings} onEdit={() => setEdited({ provider, isNew: false, models: [] })} />
          ))}
        </ul>
      )}
      <LocalServers known={providers} onAdd={({ preset, models }) => begin(preset, models)} />
      {edited ? <ProviderDialog {...edited} onClose={() => setEdited(null)} /> : null}
    </div>
  );
}

interface LocalServersProps {
  known: readonly ModelProvider[];
  onAdd: (server: LocalServerView) => void;
}

/** Model servers on this machine are looked for and offered, never used unasked. */
function LocalServers({ known, onAdd }: LocalServersProps) {
  const { t } = useTranslation('models');
  const [found, setFound] = useState<readonly LocalServerView[]>([]);
  useEffect(() => {
    let isWanted = true;
    backend()
      .findLocalServers()
      .then((servers) => isWanted && setFound(servers), tellFailure);
    return () => {
      isWanted = false;
    };
  }, []);
  const offered = found.filter(({ preset }) => known.every(({ baseUrl }) => baseUrl !== preset.baseUrl));
  if (offered.length === 0) return null;
  return (
    <section aria-labelledby="settings-local">
      <h2 id="settings-local" className="settings-section">
        {t('foundHere')}
      </h2>
      {offered.map((server) => (
        <div key={server.preset.id} className="settings-row">
          <span>
            {server.preset.name} <code className="settings-path">{server.preset.baseUrl}</code>
          </span>
          <span className="settings-path">{t('modelCount', { count: server.models.length })}</span>
          <Button size="small" onPress={() => onAdd(server)}>
            {t('addThis', { name: server.preset.name })}
          </Button>
        </div>
      ))}
    </section>
  );
}
