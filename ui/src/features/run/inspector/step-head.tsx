import { useTranslation } from 'react-i18next';
import type { StepView } from '../../../contract';
import { Moment } from '../../../shared/moment';
import { duration } from '../../../shared/time';
import { StepPicker } from './step-picker';

interface StepHeadProps {
  step: StepView;
  /** All executions of the element that are known. */
  steps: readonly StepView[];
  onChoose: (stepId: string) => void;
  /** It failed and waits for somebody. */
  hasIncident: boolean;
}

/** How an execution of the element went; with several, which one. */
export function StepHead({ step, steps, onChoose, hasIncident }: StepHeadProps) {
  const { t, i18n } = useTranslation('run');
  return (
    <div className="step-head">
      {steps.length > 1 ? (
        <StepPicker step={step} steps={steps} onChoose={onChoose} />
      ) : (
        <span className="step-status" data-status={hasIncident ? 'failed' : step.status}>
          {hasIncident ? t('waits.incident') : t(`stepStatus.${step.status}`)}
        </span>
      )}
      {step.attempt > 1 ? <span>{t('attempt', { attempt: step.attempt })}</span> : null}
      <span className="step-time">
        {step.endedAt === null ? <Moment at={step.startedAt} /> : duration(step.endedAt - step.startedAt, i18n.language)}
      </span>
      {step.failure === null ? null : <p className="step-failure">{step.failure}</p>}
    </div>
  );
}
