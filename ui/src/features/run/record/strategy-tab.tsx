import { Lock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { ActivityStrategy, StepView, Strategy } from '../../../contract';
import { Button } from '../../../shared/button';
import { Select } from '../../../shared/select';
import { Loading } from '../../../shared/states';
import { tellFailure } from '../../../stores/tell-failure';
import { ComputedLine } from '../../strategy/computed-line';
import { Explanation } from '../../strategy/explanation';
import { useRun, useView } from '../run-context';
import { STRATEGIES } from '../strategy/override-menu';
import { useComputedStrategies } from '../strategy/run-strategies';
import { useRecords } from './use-records';
import './record.css';

interface StrategyTabProps {
  element: string;
  /** None where the element has not been reached. */
  step: StepView | null;
  isOver: boolean;
}

/** How a step is done, who decided, and what it was tried with before; in a run that goes on, also how it shall be done. */
export default function StrategyTab({ element, step, isOver }: StrategyTabProps) {
  const computed = useComputedStrategies().get(element);
  return (
    <div className="panel">
      {step === null ? <Computed activity={computed} /> : <Done step={step} computed={computed} />}
      {isOver ? null : <Override element={element} step={step} locked={computed !== undefined && !computed.overridable} />}
    </div>
  );
}

function Computed({ activity }: { activity: ActivityStrategy | undefined }) {
  if (activity === undefined) return null;
  return (
    <>
      <ComputedLine activity={activity} locked={!activity.overridable} />
      <Explanation activity={activity} />
    </>
  );
}

function Done({ step, computed }: { step: StepView; computed: ActivityStrategy | undefined }) {
  const { t } = useTranslation(['run', 'strategy']);
  const records = useRecords(step);
  if (records === null) return <Loading label={t('run:tabStrategy')} />;
  const chosen = records.flatMap(({ what }) => (what.kind === 'strategyChosen' ? [what] : [])).at(-1);
  const fallbacks = records.flatMap(({ seq, what }) => (what.kind === 'fellBack' ? [{ seq, ...what }] : []));
  if (chosen === undefined) {
    return (
      <>
        <p className="panel-hint">{t('run:record.noStrategy')}</p>
        <Computed activity={computed} />
      </>
    );
  }
  const differs = computed !== undefined && computed.strategy !== step.strategy && step.strategy !== null;
  return (
    <>
      {differs && step.strategy !== null ? (
        <p className="panel-words">
          {t('run:strategyDiffers', { now: t(`strategy:name_${step.strategy}`), before: t(`strategy:name_${computed.strategy}`) })}
        </p>
      ) : null}
      {chosen.reasons === null ? (
        <p className="panel-words">{t('run:record.chosen', { strategy: t(`strategy:name_${chosen.strategy}`) })}</p>
      ) : (
        <>
          <ComputedLine activity={chosen.reasons} locked={!chosen.reasons.overridable} />
          <Explanation activity={chosen.reasons} />
        </>
      )}
      {fallbacks.length > 0 ? (
        <section aria-label={t('run:record.fallbacks')}>
          <h3 className="panel-title">{t('run:record.fallbacks')}</h3>
          <ol className="fallbacks">
            {fallbacks.map(({ seq, from, to, because }) => (
              <li key={seq}>
                {t('run:record.fellBack', {
                  from: t(`strategy:name_${from}`),
                  to: to === null ? t('run:record.toPerson') : t(`strategy:name_${to}`),
                  because,
                })}
              </li>
            ))}
          </ol>
        </section>
      ) : null}
    </>
  );
}

/** Has the step, or every step of its element that has not begun, done another way. Where that is not allowed, the lock says so. */
function Override({ element, step, locked }: { element: string; step: StepView | null; locked: boolean }) {
  const { t } = useTranslation(['run', 'strategy']);
  const runId = useRun((run) => run.runId);
  const forRun = useView((view) => view.overrides[element] ?? null);
  const [setting, setSetting] = useState<Strategy>(step?.strategy ?? 'deterministic');
  const open = step !== null && step.endedAt === null ? step : null;
  const now = open?.overridden ?? forRun;
  if (locked) {
    return (
      <p className="override-locked">
        <Lock aria-hidden /> {t('run:overrideLocked')}
      </p>
    );
  }
  const send = (wish: { stepId?: string; setting?: Strategy }) =>
    void backend()
      .overrideStrategy({ runId, element, ...wish })
      .catch(tellFailure);
  return (
    <div className="panel-form">
      {now === null ? null : (
        <p className="override-now">
          <span>{t(open?.overridden == null ? 'run:overrideForRun' : 'run:overrideOnce', { strategy: t(`strategy:name_${now}`) })}</span>
          <Button kind="quiet" size="small" onPress={() => send(open?.overridden == null ? {} : { stepId: open.id })}>
            {t('run:record.back')}
          </Button>
        </p>
      )}
      <Select
        label={t('run:record.override')}
        value={setting}
        choices={STRATEGIES.map((value) => ({ value, label: t(`strategy:name_${value}`) }))}
        onChange={setSetting}
      />
      <div className="panel-actions">
        {open === null ? null : <Button onPress={() => send({ stepId: open.id, setting })}>{t('run:record.once')}</Button>}
        <Button onPress={() => send({ setting })}>{t('run:record.forRun')}</Button>
      </div>
    </div>
  );
}
