import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { asBackendError } from '../../../backend/backend-error';
import { backend } from '../../../backend/chosen';
import type { SecretPlace, SecretView } from '../../../contract';
import { Button } from '../../../shared/button';
import { Dialog } from '../../../shared/dialog';
import { TextField } from '../../../shared/field';
import { SecretField, takeSecret } from '../../../shared/secret-field';
import { loadSecrets } from '../../../stores/secrets';
import { PlaceChoice } from './place-choice';

/** Asks for a value that is kept and never shown again. */
export function SecretDialog({ secret, onClose }: { secret: SecretView | null; onClose: () => void }) {
  const { t } = useTranslation('secrets');
  const [name, setName] = useState(secret?.name ?? '');
  const [place, setPlace] = useState<SecretPlace | 'best'>('best');
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const keep = (event: FormEvent) => {
    event.preventDefault();
    const value = takeSecret(input);
    if (value === '') return setError(t('valueMissing'));
    setBusy(true);
    setError(null);
    backend()
      .setSecret({ name: name.trim(), value, ...(place === 'best' ? {} : { place }) })
      .then(loadSecrets)
      .then(onClose, (failure: unknown) => {
        const { message, hint } = asBackendError(failure);
        setBusy(false);
        setError(hint ? `${message} ${hint}` : message);
      });
  };
  return (
    <Dialog
      title={secret ? t('replaceTitle', { name: secret.name }) : t('addTitle')}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" form="secret" isDisabled={name.trim() === '' || isBusy}>
            {isBusy ? t('working') : t('keep')}
          </Button>
        </>
      }
    >
      <form id="secret" className="settings-form" onSubmit={keep}>
        {secret ? null : <TextField label={t('name')} value={name} onChange={setName} description={t('nameHelp')} mono focusFirst required />}
        <SecretField label={t('value')} input={input} error={error} description={t('valueHelp')} />
        <PlaceChoice value={place} onChange={setPlace} />
      </form>
    </Dialog>
  );
}
