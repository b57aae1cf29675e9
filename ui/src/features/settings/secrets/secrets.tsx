import { KeyRound, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { SecretView } from '../../../contract';
import { Button } from '../../../shared/button';
import { Chip } from '../../../shared/chip';
import { ConfirmDialog } from '../../../shared/confirm-dialog';
import { Loading } from '../../../shared/states';
import { loadSecrets, useSecrets } from '../../../stores/secrets';
import { tellFailure } from '../../../stores/tell-failure';
import { Places } from './places';
import { SecretDialog } from './secret-dialog';
import './secrets.css';

/** Names of secrets and where they are kept. There is no way to see a value. */
export function Secrets() {
  const { t } = useTranslation('secrets');
  const secrets = useSecrets((state) => state.secrets);
  const [edited, setEdited] = useState<SecretView | 'new' | null>(null);
  const [removed, setRemoved] = useState<SecretView | null>(null);
  useEffect(() => void loadSecrets().catch(tellFailure), []);
  if (!secrets) return <Loading label={t('title')} />;
  const remove = ({ name }: SecretView) => void backend().removeSecret({ name }).then(loadSecrets).catch(tellFailure);
  return (
    <div className="settings">
      <section aria-labelledby="secrets-kept">
        <div className="settings-head">
          <h2 id="secrets-kept" className="settings-section">
            {t('kept')}
          </h2>
          <Button icon={<Plus aria-hidden />} onPress={() => setEdited('new')}>
            {t('add')}
          </Button>
        </div>
        <p className="settings-hint">{t('help')}</p>
        {secrets.length === 0 ? <p>{t('none')}</p> : null}
        <ul className="secrets">
          {secrets.map((secret) => (
            <Line key={secret.name} secret={secret} onReplace={() => setEdited(secret)} onRemove={() => setRemoved(secret)} />
          ))}
        </ul>
      </section>
      <Places />
      {edited === null ? null : <SecretDialog secret={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      <ConfirmDialog
        title={t('removeTitle', { name: removed?.name ?? '' })}
        open={removed !== null}
        onClose={() => setRemoved(null)}
        keep={t('cancel')}
        confirm={t('remove')}
        onConfirm={() => removed && remove(removed)}
      >
        {t('removeHelp')}
      </ConfirmDialog>
    </div>
  );
}

function Line({ secret, onReplace, onRemove }: { secret: SecretView; onReplace: () => void; onRemove: () => void }) {
  const { t } = useTranslation('secrets');
  const { name, places, usedBy, variable } = secret;
  const isOnlyGiven = places.length > 0 && places.every((place) => place === 'environment');
  return (
    <li className="secret" aria-label={name}>
      <KeyRound aria-hidden />
      <div className="secret-words">
        <code className="secret-name">{name}</code>
        <span className="settings-hint">
          {usedBy.length > 0 ? `${t('usedBy', { names: usedBy.join(', ') })} ` : ''}
          {t('variable')} <code>{variable}</code>
        </span>
      </div>
      <span className="secret-places">
        {places.length === 0 ? <Chip tone="amber">{t('nowhere')}</Chip> : null}
        {places.map((place) => (
          <Chip key={place}>{t(`place_${place}`)}</Chip>
        ))}
      </span>
      <span className="secret-actions">
        <Button size="small" onPress={onReplace} aria-label={t(places.length === 0 ? 'setNamed' : 'replaceNamed', { name })}>
          {places.length === 0 ? t('set') : t('replace')}
        </Button>
        <Button size="small" kind="quiet" isDisabled={places.length === 0 || isOnlyGiven} onPress={onRemove} aria-label={t('removeNamed', { name })}>
          {t('remove')}
        </Button>
      </span>
    </li>
  );
}
