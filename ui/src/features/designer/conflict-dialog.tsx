import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { Button } from '../../shared/button';
import { Dialog } from '../../shared/dialog';
import { useToasts } from '../../shared/toast';
import { useRouter } from '../../stores/router';
import type { DesignSession } from './session/design-session';

/** Asked when the file was written by another program since it was opened. Nothing is overwritten unasked. */
export function ConflictDialog({ session }: { session: DesignSession }) {
  const { t } = useTranslation('designer');
  const open = useStore(session.store, (state) => state.conflict);
  const name = useStore(session.store, (state) => state.routine?.fileName ?? '');
  return (
    <Dialog
      role="alertdialog"
      title={t('conflictTitle')}
      open={open}
      onClose={() => session.dismissConflict()}
      actions={
        <>
          <Button kind="quiet" onPress={() => session.dismissConflict()}>
            {t('cancel')}
          </Button>
          <Button onPress={() => void session.load(true)}>{t('conflictTheirs')}</Button>
          <Button onPress={() => void session.save(true)}>{t('conflictKeep')}</Button>
          <Button kind="primary" onPress={() => void saveCopy(session)}>
            {t('conflictCopy')}
          </Button>
        </>
      }
    >
      <p>{t('conflictHelp', { name })}</p>
    </Dialog>
  );
}

async function saveCopy(session: DesignSession): Promise<void> {
  const copy = await session.saveCopy();
  if (!copy) return;
  useToasts.getState().show({ tone: 'neutral', words: i18next.t('designer:savedCopy', { name: copy.routine.fileName }) });
  useRouter.getState().openRoutine(copy.routine.path, copy.routine.name);
  await session.load(true);
}
