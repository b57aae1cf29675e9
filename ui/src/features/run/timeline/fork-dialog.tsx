import { GitFork } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import { Button } from '../../../shared/button';
import { Dialog } from '../../../shared/dialog';
import { useRouter } from '../../../stores/router';
import { tellFailure } from '../../../stores/tell-failure';
import type { Past } from '../../../stores/run/past';
import { editedVariables, isWrongEdit, VariableEdits, type Edit } from './variable-edits';

interface ForkDialogProps {
  past: Past;
  path: string;
  title: string;
  onClose: () => void;
}

/** Begins another run with this past: what differs in it, then it opens, paused. Nothing is paid again. */
export default function ForkDialog({ past, path, title, onClose }: ForkDialogProps) {
  const { t } = useTranslation('run');
  const [edits, setEdits] = useState<readonly Edit[]>([]);
  const [isAsking, setAsking] = useState(false);
  const fork = () => {
    setAsking(true);
    backend()
      .forkRun({ runId: past.view.runId, at: past.seq, variables: editedVariables(past.view.scopes, edits) })
      .then(({ runId }) => {
        onClose();
        useRouter.getState().openRun(runId, path, t('timeline.forkTitle', { title }));
      }, tellFailure)
      .finally(() => setAsking(false));
  };
  return (
    <Dialog
      title={t('timeline.forkAt', { seq: past.seq })}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('timeline.forkNot')}</Button>
          <Button kind="primary" icon={<GitFork aria-hidden />} isDisabled={isAsking || edits.some(isWrongEdit)} onPress={fork}>
            {t('timeline.forkHere')}
          </Button>
        </>
      }
    >
      <p>{t('timeline.forkHelp')}</p>
      <VariableEdits scopes={past.view.scopes} edits={edits} onChange={setEdits} />
    </Dialog>
  );
}
