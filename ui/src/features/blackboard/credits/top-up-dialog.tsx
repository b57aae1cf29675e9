import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asBackendError } from '../../../backend/backend-error';
import { backend } from '../../../backend/chosen';
import { Button } from '../../../shared/button';
import { Dialog } from '../../../shared/dialog';
import { TextField } from '../../../shared/field';
import { useBoard } from '../board-context';

const CREDITS = /^\d+(\.\d{1,6})?$/;

/** Raises what a swarm may spend. */
export function TopUpDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('blackboard');
  const { swarmId, view } = useBoard();
  const [amount, setAmount] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const isAmount = CREDITS.test(amount.trim()) && Number(amount) > 0;
  const topUp = () => {
    backend()
      .topUpSwarm({ swarmId, amount: amount.trim() })
      .then(onClose, (problem: unknown) => setFailure(asBackendError(problem).message));
  };
  const { cap } = view.summary.credits;
  return (
    <Dialog
      title={t(cap === null ? 'setCapAsk' : 'topUpAsk', { name: view.summary.name })}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button kind="primary" isDisabled={!isAmount} onPress={topUp}>
            {cap === null ? t('setCap') : t('topUp')}
          </Button>
        </>
      }
    >
      <p>{cap === null ? t('topUpNoCap') : t('topUpHelp', { cap })}</p>
      <TextField
        label={t(cap === null ? 'cap' : 'topUpBy')}
        value={amount}
        onChange={setAmount}
        error={amount === '' || isAmount ? failure : t('wrongCredits')}
        inputMode="decimal"
        focusFirst
        onSend={topUp}
      />
    </Dialog>
  );
}
