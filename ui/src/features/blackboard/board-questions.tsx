import { useTranslation } from 'react-i18next';
import { backend } from '../../backend/chosen';
import { ConfirmDialog } from '../../shared/confirm-dialog';
import { tellFailure } from '../../stores/tell-failure';
import { useBoard } from './board-context';
import { boardAsk, useBoardPlace } from './board-place';
import { TopUpDialog } from './credits/top-up-dialog';
import { DeleteEntryDialog } from './entry/delete-entry-dialog';
import { NewEntryDialog } from './entry/new-entry-dialog';
import { SubtaskDialog } from './goals/subtask-dialog';

/** The question that is asked about the swarm on the screen, wherever it was asked from. */
export function BoardQuestions() {
  const asked = useBoardPlace((state) => state.asked);
  const close = () => boardAsk(null);
  switch (asked) {
    case 'entry':
      return <NewEntryDialog onClose={close} />;
    case 'subtask':
      return <SubtaskDialog subtask={null} onClose={close} />;
    case 'topUp':
      return <TopUpDialog onClose={close} />;
    case 'delete':
      return <DeleteEntryDialog onClose={close} />;
    case 'stop':
      return <StopDialog onClose={close} />;
    case 'swarm':
    case null:
      return null;
  }
}

function StopDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('blackboard');
  const { swarmId, view } = useBoard();
  const stop = () => void backend().stopSwarm({ swarmId }).catch(tellFailure);
  return (
    <ConfirmDialog title={t('stopAsk', { name: view.summary.name })} open onClose={onClose} keep={t('goOn')} confirm={t('stopNow')} onConfirm={stop}>
      <p>{t('stopHelp')}</p>
    </ConfirmDialog>
  );
}
