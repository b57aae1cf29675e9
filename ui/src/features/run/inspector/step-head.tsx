import { useTranslation } from 'react-i18next';
import type { StepView } from '../../../contract';
import { Moment } from '../../../shared/moment';
import { Select } from '../../../shared/select';
import { duration } from '../../../shared/time';

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
        <Select
          label={t('visit')}
          labelHidden
          size="small"
          value={step.id}
          choices={steps.map(({ id, status }, index) => ({
            value: id,
            label: t('visitName', { number: index + 1, count: steps.length, status: t(`stepStatus.${status}`) }),
          }))}
          onChange={onChoose}
        />
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
