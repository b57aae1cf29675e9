import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { asBackendError } from '../../../backend/backend-error';
import { backend } from '../../../backend/chosen';
import { Button } from '../../../shared/button';
import { Dialog } from '../../../shared/dialog';
import { SecretField, takeSecret } from '../../../shared/secret-field';
import { useSecrets } from '../../../stores/secrets';

/** Asks for the vault's passphrase; the first one is asked for twice, since nothing can bring a forgotten one back. */
export function VaultDialog({ isNew, onClose }: { isNew: boolean; onClose: () => void }) {
  const { t } = useTranslation('secrets');
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const unlock = (event: FormEvent) => {
    event.preventDefault();
    const passphrase = takeSecret(first);
    if (passphrase === '') return setError(t('passphraseMissing'));
    if (isNew && takeSecret(second) !== passphrase) return setError(t('passphrasesDiffer'));
    setBusy(true);
    setError(null);
    backend()
      .unlockVault({ passphrase })
      .then(
        (places) => {
          useSecrets.setState({ places });
          onClose();
        },
        (failure: unknown) => {
          const { message, hint } = asBackendError(failure);
          setBusy(false);
        setError(hint ? `${message} ${hint}` : message);
        },
      );
  };
  return (
    <Dialog
      title={isNew ? t('makeVault') : t('unlockTitle')}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" form="vault" isDisabled={isBusy}>
            {isBusy ? t('working') : isNew ? t('makeVault') : t('unlock')}
          </Button>
        </>
      }
    >
      <form id="vault" className="settings-form" onSubmit={unlock}>
        <SecretField label={t('passphrase')} input={first} error={error} description={t(isNew ? 'passphraseNewHelp' : 'passphraseHelp')} />
        {isNew ? <SecretField label={t('passphraseAgain')} input={second} /> : null}
      </form>
    </Dialog>
  );
}
