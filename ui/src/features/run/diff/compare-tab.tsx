import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepView, ValueView } from '../../../contract';
import { Button } from '../../../shared/button';
import { Select } from '../../../shared/select';
import { tellFailure } from '../../../stores/tell-failure';
import { readWhole } from '../record/read-whole';
import { useRun } from '../run-context';
import { comparable, missingIn, type Fetched } from './compared';
import { TextDiff } from './text-diff';

interface CompareTabProps {
  step: StepView;
  /** All executions of the element that are known. */
  steps: readonly StepView[];
}

/** How an execution of an element differs from another one of it, in what went in and what came out. */
export default function CompareTab({ step, steps }: CompareTabProps) {
  const { t } = useTranslation('run');
  const runId = useRun((run) => run.runId);
  const [chosen, setChosen] = useState<string | null>(null);
  const [fetched, setFetched] = useState<Fetched>(new Map());
  const [isFetching, setFetching] = useState(false);
  const at = steps.indexOf(step);
  const others = steps.filter(({ id }) => id !== step.id);
  const other = others.find(({ id }) => id === chosen) ?? steps[at - 1] ?? others[0];
  if (other === undefined) return null;

  const missing = [...missingIn(other.inputs, step.inputs, fetched), ...missingIn(other.outputs, step.outputs, fetched)];
  const fetchAll = async () => {
    setFetching(true);
    try {
      const found = await Promise.all(missing.map(async ({ reference, bytes }) => [reference ?? '', await readWhole(runId, reference ?? '', bytes)] as const));
      setFetched(new Map([...fetched, ...found]));
    } catch (failure) {
      tellFailure(failure);
    } finally {
      setFetching(false);
    }
  };
  const large = ({ bytes }: ValueView) => t('large', { size: `${Math.ceil(bytes / 1024)} kB` });
  const sides = (['inputs', 'outputs'] as const).map((side) => ({
    side,
    before: comparable(other[side], fetched, large),
    after: comparable(step[side], fetched, large),
  }));
  return (
    <div className="compare-steps">
      <Select
        size="small"
        label={t('diff.with')}
        value={other.id}
        choices={others.map(({ id, status }) => ({
          value: id,
          label: t('visitName', { number: steps.findIndex((known) => known.id === id) + 1, count: steps.length, status: t(`stepStatus.${status}`) }),
        }))}
        onChange={setChosen}
      />
      {missing.length === 0 ? null : (
        <Button size="small" isDisabled={isFetching} onPress={() => void fetchAll()}>
          {t('diff.loadLarge')}
        </Button>
      )}
      {sides.map(({ side, before, after }) =>
        before === after ? (
          <p key={side} className="values-none">
            {t(`diff.same_${side}`)}
          </p>
        ) : (
          <TextDiff key={side} label={t(`diff.${side}`)} before={before} after={after} />
        ),
      )}
    </div>
  );
}
