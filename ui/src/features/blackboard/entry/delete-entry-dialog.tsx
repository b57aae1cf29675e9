import i18next from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asBackendError } from '../../../backend/backend-error';
import { backend } from '../../../backend/chosen';
import { Button } from '../../../shared/button';
import { Dialog } from '../../../shared/dialog';
import { useToasts } from '../../../shared/toast';
import { useBoard } from '../board-context';
import { useBoardPlace } from '../board-place';
import { useEntry } from './use-entry';

/** Deletes the entry that is shown; its history stays. */
export function DeleteEntryDialog({ onClose }: { onClose: () => void }) {
  const key = useBoardPlace((state) => state.entry);
  return key === null ? null : <Ask entryKey={key} onClose={onClose} />;
}

function Ask({ entryKey, onClose }: { entryKey: string; onClose: () => void }) {
  const { t } = useTranslation('blackboard');
  const { swarmId } = useBoard();
  const { entry } = useEntry(entryKey);
  const [failure, setFailure] = useState<string | null>(null);
  const remove = () => {
    if (!entry) return;
    backend()
      .deleteEntry({ swarmId, key: entryKey, expectedVersion: entry.line.version })
      .then(
        () => {
          onClose();
          useToasts.getState().show({ tone: 'neutral', words: i18next.t('blackboard:deletedEntry', { key: entryKey }) });
        },
        (problem: unknown) => setFailure(asBackendError(problem).message),
      );
  };
  return (
    <Dialog
      role="alertdialog"
      title={t('deleteAsk', { key: entryKey })}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('keep')}</Button>
          <Button kind="danger" isDisabled={!entry} onPress={remove}>
            {t('deleteNow')}
          </Button>
        </>
      }
    >
      <p>{t('deleteHelp')}</p>
      {failure === null ? null : (
        <p className="board-error" role="alert">
          {failure}
        </p>
      )}
    </Dialog>
  );
}
