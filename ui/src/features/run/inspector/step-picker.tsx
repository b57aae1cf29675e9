import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepView } from '../../../contract';
import { Select } from '../../../shared/select';
import { useTimeline } from '../timeline/use-timeline';
import { stepsByTurn } from './turns';

interface StepPickerProps {
  step: StepView;
  /** All executions of the element that are known; more than one. */
  steps: readonly StepView[];
  onChoose: (stepId: string) => void;
}

/** Which execution of an element is looked at: which turn or instance of what is repeated, and which execution in it. */
export function StepPicker({ step, steps, onChoose }: StepPickerProps) {
  const { t } = useTranslation('run');
  const { rows } = useTimeline();
  const turns = useMemo(() => stepsByTurn(steps, rows), [steps, rows]);
  const turn = [...turns].find(([, those]) => those.includes(step))?.[0] ?? null;
  const those = turn === null ? steps : (turns.get(turn) ?? steps);
  return (
    <>
      {turn === null ? null : (
        <Select
          label={t('turn')}
          labelHidden
          size="small"
          value={String(turn)}
          choices={[...turns].map(([number, inTurn]) => ({
            value: String(number),
            label: t('turnName', { number, count: turns.size, status: t(`stepStatus.${inTurn.at(-1)?.status ?? 'queued'}`) }),
          }))}
          onChange={(number) => {
            const last = turns.get(Number(number))?.at(-1);
            if (last) onChoose(last.id);
          }}
        />
      )}
      {those.length < 2 ? null : (
        <Select
          label={t('visit')}
          labelHidden
          size="small"
          value={step.id}
          choices={those.map(({ id, status }, index) => ({
            value: id,
            label: t('visitName', { number: index + 1, count: those.length, status: t(`stepStatus.${status}`) }),
          }))}
          onChange={onChoose}
        />
      )}
    </>
  );
}
