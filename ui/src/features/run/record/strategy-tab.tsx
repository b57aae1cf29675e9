import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { StepView, Strategy } from '../../../contract';
import { Button } from '../../../shared/button';
import { Select } from '../../../shared/select';
import { Loading } from '../../../shared/states';
import { tellFailure } from '../../../stores/tell-failure';
import { ComputedLine } from '../../strategy/computed-line';
import { Explanation } from '../../strategy/explanation';
import { useRun } from '../run-context';
import { useRecords } from './use-records';
import './record.css';

const ALL = ['deterministic', 'reasoning', 'conversational'] as const satisfies readonly Strategy[];

/** How a step is done, who decided, and what it was tried with before; in a run that goes on, also how it shall be done. */
export function StrategyTab({ step, isOver }: { step: StepView; isOver: boolean }) {
  const { t } = useTranslation(['run', 'strategy']);
  const records = useRecords(step);
  if (records === null) return <Loading label={t('run:tabStrategy')} />;
  const chosen = records.flatMap(({ what }) => (what.kind === 'strategyChosen' ? [what] : [])).at(-1);
  const isLocked = chosen?.reasons?.chain.some(({ result }) => result === 'refused') ?? false;
  return (
    <div className="panel">
      {chosen === undefined ? <p className="panel-words">{t('run:record.noStrategy')}</p> : null}
      {chosen?.reasons ? (
        <>
          <ComputedLine activity={chosen.reasons} locked={isLocked} />
          <Explanation activity={chosen.reasons} />
        </>
      ) : null}
      <ul className="record-list">
        {records.map(({ seq, what }) =>
          what.kind === 'fellBack' ? (
            <li key={seq}>
              {t('run:record.fellBack', {
                from: t(`strategy:name_${what.from}`),
                to: what.to === null ? t('run:record.toPerson') : t(`strategy:name_${what.to}`),
                because: what.because,
              })}
            </li>
          ) : null,
        )}
      </ul>
      {isOver ? null : <Override step={step} />}
    </div>
  );
}

/** Has the step, or every step of its element that has not begun, done another way. A refusal is said. */
function Override({ step }: { step: StepView }) {
  const { t } = useTranslation(['run', 'strategy']);
  const runId = useRun((run) => run.runId);
  const [setting, setSetting] = useState<Strategy>(step.strategy ?? 'deterministic');
  const send = (wish: { stepId?: string; setting?: Strategy }) =>
    void backend()
      .overrideStrategy({ runId, element: step.element, ...wish })
      .catch(tellFailure);
  return (
    <div className="panel-form">
      <Select
        label={t('run:record.override')}
        value={setting}
        choices={ALL.map((value) => ({ value, label: t(`strategy:name_${value}`) }))}
        onChange={setSetting}
      />
      <div className="panel-actions">
        {step.endedAt === null ? <Button onPress={() => send({ stepId: step.id, setting })}>{t('run:record.once')}</Button> : null}
        <Button onPress={() => send({ setting })}>{t('run:record.forRun')}</Button>
        <Button kind="quiet" onPress={() => send({})}>
          {t('run:record.back')}
        </Button>
      </div>
    </div>
  );
}
