import { ArrowLeftRight, X } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asBackendError, type BackendError } from '../../backend/backend-error';
import { backend } from '../../backend/chosen';
import type { ComparedRun, RunComparison, RunSummary } from '../../contract';
import { Button } from '../../shared/button';
import { Check } from '../../shared/check';
import { Choice } from '../../shared/choice';
import { IconButton } from '../../shared/icon-button';
import { Moment } from '../../shared/moment';
import { Split } from '../../shared/split';
import { EmptyState, ErrorState, Loading } from '../../shared/states';
import { duration } from '../../shared/time';
import { compareBoth, endComparing } from '../../stores/comparing';
import { useRouter } from '../../stores/router';
import { CompareTable } from './compare-table';
import { ComparedDrawing } from './compared-drawing';
import { sidesOf } from './sides';
import '../run/run.css';
import './compare.css';

interface Compared {
  comparison: RunComparison;
  left: RunSummary['routine'] & { startedAt: number };
  right: RunSummary['routine'] & { startedAt: number };
}

async function read(left: string, right: string): Promise<Compared> {
  const [comparison, one, other] = await Promise.all([backend().compareRuns({ left, right }), backend().showRun({ runId: left }), backend().showRun({ runId: right })]);
  return { comparison, left: { ...one.routine, startedAt: one.startedAt }, right: { ...other.routine, startedAt: other.startedAt } };
}

/** Two runs on one drawing, and what they differ in by flow node. */
export default function Compare({ left, right }: { left: string; right: string }) {
  const { t } = useTranslation('history');
  const [compared, setCompared] = useState<Compared | null>(null);
  const [failure, setFailure] = useState<BackendError | null>(null);
  useEffect(() => {
    let isWanted = true;
    read(left, right).then(
      (found) => (isWanted ? setCompared(found) : undefined),
      (reason: unknown) => (isWanted ? setFailure(asBackendError(reason)) : undefined),
    );
    return () => {
      isWanted = false;
    };
  }, [left, right]);
  if (failure) {
    return (
      <ErrorState title={t('compare.failed')} details={failure.message} actions={<Button onPress={endComparing}>{t('compare.close')}</Button>}>
        {failure.hint}
      </ErrorState>
    );
  }
  if (!compared) return <Loading label={t('compare.title')} />;
  return <Shown {...compared} />;
}

function Shown({ comparison, left, right }: Compared) {
  const { t } = useTranslation('history');
  const [text, setText] = useState<'left' | 'right'>('left');
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const [selected, setSelected] = useState<string | null>(null);
  const sides = useMemo(() => sidesOf(comparison), [comparison]);
  const steps = useMemo(() => comparison.steps.filter(({ differs }) => differs || !onlyDifferent), [comparison, onlyDifferent]);
  const drawn = text === 'left' ? { run: comparison.left, routine: left } : { run: comparison.right, routine: right };
  return (
    <section className="compare" aria-label={t('compare.title')}>
      <header className="compare-bar">
        <Run letter="A" run={comparison.left} routine={left} />
        <IconButton size="small" label={t('compare.swap')} icon={<ArrowLeftRight aria-hidden />} onPress={() => compareBoth(comparison.right.runId, comparison.left.runId)} />
        <Run letter="B" run={comparison.right} routine={right} />
        <span className="history-space" />
        {comparison.shared === null ? null : <span className="compare-fact">{t('compare.shared', { seq: comparison.shared })}</span>}
        {comparison.sameRoutine ? null : (
          <Choice
            label={t('compare.drawing')}
            value={text}
            onChange={setText}
            choices={[
              { value: 'left', label: 'A' },
              { value: 'right', label: 'B' },
            ]}
          />
        )}
        <Check label={t('compare.only')} checked={onlyDifferent} onChange={setOnlyDifferent} />
        <IconButton size="small" label={t('compare.close')} icon={<X aria-hidden />} onPress={endComparing} />
      </header>
      <div className="compare-panels">
        <Split
          id="compare"
          label={t('compare.table')}
          direction="rows"
          size={280}
          least={120}
          most={700}
          main={<ComparedDrawing runId={drawn.run.runId} title={drawn.routine.name} sides={sides} selected={selected} onSelect={setSelected} />}
          side={
            steps.length === 0 ? (
              <EmptyState icon={<ArrowLeftRight aria-hidden />} title={t('compare.alike')}>
                {t('compare.alikeHelp')}
              </EmptyState>
            ) : (
              <CompareTable steps={steps} selected={selected} onSelect={setSelected} />
            )
          }
        />
      </div>
    </section>
  );
}

function Run({ letter, run, routine }: { letter: 'A' | 'B'; run: ComparedRun; routine: Compared['left'] }) {
  const { t, i18n } = useTranslation(['history', 'run']);
  return (
    <span className="compare-run" data-letter={letter}>
      <span className="compare-letter">{letter}</span>
      <button type="button" className="compare-open" onClick={() => useRouter.getState().openRun(run.runId, routine.path ?? '', routine.name)}>
        {routine.name}
      </button>
      <Moment at={routine.startedAt} />
      <span className="compare-fact">
        {t('compare.facts', { state: t(`run:state.${run.status === 'inProgress' ? 'running' : run.status}`), steps: run.steps, time: duration(run.ranMs, i18n.language), credits: run.credits })}
      </span>
    </span>
  );
}
