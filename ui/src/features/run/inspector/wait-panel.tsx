import { Send } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { WaitingOn } from '../../../contract';
import { Button } from '../../../shared/button';
import { tellFailure } from '../../../stores/tell-failure';
import { useRun } from '../run-context';
import { useSpeech } from '../sentences/speech';
import { waitingWords } from '../sentences/waiting';
import { JsonOutputs } from '../task/json-outputs';

/** A wait that can be ended from here: by sending what is waited for, or by firing the element in a run without data. */
export const isSent = ({ on }: WaitingOn): boolean => on === 'message' || on === 'signal' || on === 'trigger';

/** Says what is waited for, and offers to send it. */
export function WaitPanel({ element, waitingOn }: { element: string; waitingOn: WaitingOn }) {
  const { t } = useTranslation('run');
  const speech = useSpeech();
  const runId = useRun((run) => run.runId);
  const [hasVariables, setHasVariables] = useState(false);
  if (waitingOn.on === 'trigger') {
    return (
      <div className="panel">
        <p className="panel-words">{waitingWords(speech, waitingOn)}</p>
        <div className="panel-actions">
          <Button kind="primary" icon={<Send aria-hidden />} onPress={() => void backend().triggerElement({ runId, element }).catch(tellFailure)}>
            {t('trigger')}
          </Button>
        </div>
      </div>
    );
  }
  if (waitingOn.on !== 'message' && waitingOn.on !== 'signal') return null;
  const send = (variables: Record<string, never> | Parameters<Parameters<typeof JsonOutputs>[0]['onSubmit']>[0] = {}) =>
    waitingOn.on === 'message'
      ? backend().sendMessage({ runId, name: waitingOn.name, correlationKey: waitingOn.correlationKey, variables })
      : backend().sendSignal({ runId, name: waitingOn.name, variables });
  return (
    <div className="panel">
      <p className="panel-words">{waitingWords(speech, waitingOn)}</p>
      {hasVariables ? (
        <JsonOutputs submit={t('send')} onCancel={() => setHasVariables(false)} onSubmit={send} />
      ) : (
        <div className="panel-actions">
          <Button kind="primary" icon={<Send aria-hidden />} onPress={() => void send().catch(tellFailure)}>
            {t(waitingOn.on === 'message' ? 'sendMessage' : 'sendSignal')}
          </Button>
          <Button onPress={() => setHasVariables(true)}>{t('sendWith')}</Button>
        </div>
      )}
    </div>
  );
}
