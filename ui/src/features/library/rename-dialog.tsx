import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { asBackendError } from '../../backend/backend-error';
import type { RoutineSummary } from '../../contract';
import { Button } from '../../shared/button';
import { Dialog } from '../../shared/dialog';
import { TextField } from '../../shared/field';
import { renameRoutine } from './actions';

/** Asks for another name of a routine's file. */
export function RenameDialog({ routine, onClose }: { routine: RoutineSummary; onClose: () => void }) {
  const { t } = useTranslation('library');
  const [name, setName] = useState(routine.fileName.replace(/\.bpmn$/i, ''));
  const [error, setError] = useState<string | null>(null);
  const rename = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    renameRoutine(routine, name.trim()).then(onClose, (failure: unknown) => setError(asBackendError(failure).message));
  };
  return (
    <Dialog
      title={t('renameTitle', { name: routine.name })}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" form="rename-routine" isDisabled={name.trim() === ''}>
            {t('renameNow')}
          </Button>
        </>
      }
    >
      <form id="rename-routine" onSubmit={rename}>
        <TextField label={t('fileName')} value={name} onChange={setName} error={error} description={t('fileNameHelp')} focusFirst required />
      </form>
    </Dialog>
  );
}
