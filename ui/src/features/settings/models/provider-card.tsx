import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { ModelProvider, ModelSettingsView, ProviderTest } from '../../../contract';
import { Button } from '../../../shared/button';
import { Chip } from '../../../shared/chip';
import { ConfirmDialog } from '../../../shared/confirm-dialog';
import { keepModels } from '../../../stores/models';
import { useSecrets } from '../../../stores/secrets';
import { tellFailure } from '../../../stores/tell-failure';
import { SettingsCard, SettingsCardActions } from '../card';
import { Prices } from './prices';
import { TestResult } from './test-result';

interface ProviderCardProps {
  provider: ModelProvider;
  settings: ModelSettingsView;
  onEdit: () => void;
}

/** One provider: where it is, with which model, whether its key is there, how old its prices are, and whether it answers. */
export function ProviderCard({ provider, settings, onEdit }: ProviderCardProps) {
  const { t } = useTranslation('models');
  const { id, name, baseUrl, file, model } = provider;
  const [result, setResult] = useState<ProviderTest | 'asking' | null>(null);
  const [isRemoving, setRemoving] = useState(false);
  const isDefault = settings.defaultProvider === id;
  const isGiven = settings.fromEnvironment === id;
  const test = () => {
    setResult('asking');
    backend()
      .testProvider({ id })
      .then(setResult, (failure: unknown) => {
        setResult(null);
        tellFailure(failure);
      });
  };
  const remove = () => void backend().removeProvider({ id }).then(keepModels, tellFailure);
  return (
    <SettingsCard
      name={name}
      id={id}
      marks={
        <>
          {isDefault ? <Chip tone="accent">{t('default')}</Chip> : null}
          {isGiven ? <Chip title={t('fromEnvironmentHelp')}>{t('fromEnvironment')}</Chip> : null}
        </>
      }
    >
      <dl className="provider-facts">
        <dt>{t('where')}</dt>
        <dd>
          <code>{file ?? baseUrl}</code>
        </dd>
        <dt>{t('model')}</dt>
        <dd>{model ? <code>{model}</code> : t('noModel')}</dd>
        <dt>{t('key')}</dt>
        <dd>
          <KeyState secret={provider.secret ?? null} />
        </dd>
        <dt>{t('prices')}</dt>
        <dd>
          <Prices key={provider.prices} provider={provider} />
        </dd>
      </dl>
      <TestResult result={result} />
      <SettingsCardActions>
        <Button size="small" isDisabled={result === 'asking'} onPress={test}>
          {t('test')}
        </Button>
        {isGiven ? null : (
          <Button size="small" onPress={onEdit}>
            {t('edit')}
          </Button>
        )}
        {isDefault ? null : (
          <Button size="small" kind="quiet" onPress={() => void backend().setDefaultProvider({ id }).then(keepModels, tellFailure)}>
            {t('makeDefault')}
          </Button>
        )}
        {isGiven ? null : (
          <Button size="small" kind="quiet" onPress={() => setRemoving(true)}>
            {t('remove')}
          </Button>
        )}
      </SettingsCardActions>
      <ConfirmDialog title={t('removeTitle', { name })} open={isRemoving} onClose={() => setRemoving(false)} keep={t('cancel')} confirm={t('remove')} onConfirm={remove}>
        {t('removeHelp')}
      </ConfirmDialog>
    </SettingsCard>
  );
}

/** Whether the key is there, and where it is kept; never the key. */
function KeyState({ secret }: { secret: string | null }) {
  const { t } = useTranslation('models');
  const { t: s } = useTranslation('secrets');
  const secrets = useSecrets((state) => state.secrets);
  if (secret === null) return <>{t('keyNotNeeded')}</>;
  if (!secrets) return <>…</>;
  const [place] = secrets.find(({ name }) => name === secret)?.places ?? [];
  return place ? (
    <Chip tone="green" icon={<KeyRound aria-hidden />} title={secret}>
      {t('keyPresent', { place: s(`place_${place}`) })}
    </Chip>
  ) : (
    <Chip tone="amber" icon={<KeyRound aria-hidden />} title={secret}>
      {t('keyMissing')}
    </Chip>
  );
}
