import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asBackendError } from '../../../backend/backend-error';
import { backend } from '../../../backend/chosen';
import { Button } from '../../../shared/button';
import { Dialog } from '../../../shared/dialog';
import { TextField } from '../../../shared/field';
import { parsed } from '../../../shared/parsed';
import { useBoard } from '../board-context';
import { openEntry } from '../board-place';

/** Writes a key that is not there yet. */
export function NewEntryDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('blackboard');
  const { swarmId } = useBoard();
  const [key, setKey] = useState('');
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const { value, error } = parsed(text);
  const canWrite = key.trim() !== '' && value !== undefined;
  const write = () => {
    if (!canWrite) return;
    backend()
      .postEntry({ swarmId, key: key.trim(), operation: 'set', value, expectedVersion: 0 })
      .then(
        () => {
          onClose();
          openEntry(key.trim());
        },
        (problem: unknown) => {
          const { code, message } = asBackendError(problem);
          setFailure(code === 'conflict' ? t('keyIsThere') : message);
        },
      );
  };
  return (
    <Dialog
      title={t('newEntry')}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button kind="primary" isDisabled={!canWrite} onPress={write}>
            {t('write')}
          </Button>
        </>
      }
    >
      <TextField label={t('key')} description={t('keyHelp')} value={key} onChange={setKey} mono required focusFirst error={failure} />
      <TextField label={t('json')} description={t('jsonHelp')} value={text} onChange={setText} rows={8} mono error={text.trim() === '' ? null : error} onSend={write} />
    </Dialog>
  );
}
