import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import { Button } from '../../../shared/button';
import { TextField } from '../../../shared/field';
import { tellFailure } from '../../../stores/tell-failure';

/** Says that work could not be done, and why. */
export function FailForm({ runId, stepId, onCancel }: { runId: string; stepId: string; onCancel: () => void }) {
  const { t } = useTranslation('run');
  const [message, setMessage] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (message.trim() !== '') backend().failStep({ runId, stepId, message: message.trim() }).catch(tellFailure);
  };
  return (
    <form className="panel-form" onSubmit={send}>
      <TextField label={t('task.failAsk')} value={message} onChange={setMessage} rows={3} required />
      <div className="panel-actions">
        <Button kind="danger" type="submit" isDisabled={message.trim() === ''}>
          {t('task.failNow')}
        </Button>
        <Button onPress={onCancel}>{t('task.cancel')}</Button>
      </div>
    </form>
  );
}
