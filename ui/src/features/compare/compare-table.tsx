import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepDifference, StepTally, VariableDifference } from '../../contract';
import { Table, type TableColumn } from '../../shared/table';
import { duration } from '../../shared/time';
import { kindWords } from '../run/names';
import { sideOf } from './sides';

interface CompareTableProps {
  steps: readonly StepDifference[];
  selected: string | null;
  onSelect: (element: string) => void;
}

const shown = (value: VariableDifference['left']) => value?.preview ?? '–';

/** What the steps of each flow node came to, in one run and in the other. */
export function CompareTable({ steps, selected, onSelect }: CompareTableProps) {
  const { t, i18n } = useTranslation(['history', 'run']);
  const columns = useMemo<TableColumn<StepDifference>[]>(() => {
    const both = (step: StepDifference, words: (tally: StepTally) => string) => {
      const [left, right] = [step.left, step.right].map((tally) => (tally === null ? '–' : words(tally)));
      return left === right ? <span>{left}</span> : <span className="compare-pair">{t('compare.pair', { left, right })}</span>;
    };
    return [
      {
        id: 'element',
        label: t('compare.element'),
        width: 'minmax(8rem, 2fr)',
        render: ({ element, elementName, elementType }) => (
          <span className="history-name" title={`${kindWords(elementType)} ${element}`}>
            {elementName ?? kindWords(elementType)}
          </span>
        ),
      },
      {
        id: 'side',
        label: t('compare.where'),
        width: '7rem',
        render: (step) => <span className={`compare-key compare-key-${sideOf(step)}`}>{t(`compare.side.${sideOf(step)}`)}</span>,
      },
      { id: 'visits', label: t('compare.visits'), width: '6rem', align: 'end', render: (step) => both(step, ({ visits }) => String(visits)) },
      { id: 'time', label: t('compare.time'), width: '9rem', align: 'end', render: (step) => both(step, ({ timeMs }) => duration(timeMs, i18n.language)) },
      { id: 'cost', label: t('compare.cost'), width: '7rem', align: 'end', render: (step) => both(step, ({ credits }) => credits) },
      {
        id: 'outcome',
        label: t('compare.outcome'),
        width: 'minmax(7rem, 1fr)',
        render: (step) => both(step, ({ last }) => t(`run:stepStatus.${last}`)),
      },
      {
        id: 'outputs',
        label: t('compare.outputs'),
        width: 'minmax(8rem, 2fr)',
        render: ({ outputs }) => {
          const words = outputs.map(({ name, left, right }) => t('compare.output', { name, left: shown(left), right: shown(right) }));
          return (
            <span className="history-name" title={words.join('\n')}>
              {words.join(', ')}
            </span>
          );
        },
      },
    ];
  }, [t, i18n.language]);
  return <Table label={t('compare.table')} columns={columns} lines={steps} idOf={({ element }) => element} opened={selected} onOpen={({ element }) => onSelect(element)} lineHeight={2} />;
}
