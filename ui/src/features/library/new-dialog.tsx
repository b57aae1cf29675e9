import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/button';
import { Dialog } from '../../shared/dialog';
import { TextField } from '../../shared/field';
import { asBackendError } from '../../backend/backend-error';
import { createRoutine } from './actions';

/** Asks for the name of a routine that begins blank. */
export function NewDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('library');
  const [name, setName] = useState(t('untitled'));
  const [error, setError] = useState<string | null>(null);
  const create = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    createRoutine(name.trim(), { from: 'blank' }).then(onClose, (failure: unknown) => setError(asBackendError(failure).message));
  };
  return (
    <Dialog
      title={t('newTitle')}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" form="new-routine" isDisabled={name.trim() === ''}>
            {t('newNow')}
          </Button>
        </>
      }
    >
      <form id="new-routine" onSubmit={create}>
        <TextField label={t('newName')} value={name} onChange={setName} error={error} focusFirst required />
      </form>
    </Dialog>
  );
}
