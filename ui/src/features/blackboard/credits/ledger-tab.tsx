import { ReceiptText } from 'lucide-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { LedgerKind, LedgerLine, LedgerPage } from '../../../contract';
import { Chip } from '../../../shared/chip';
import { EmptyState, Loading } from '../../../shared/states';
import { Table, type TableColumn } from '../../../shared/table';
import { clockTime, exactTime } from '../../../shared/time';
import { tellFailure } from '../../../stores/tell-failure';
import { useRouter } from '../../../stores/router';
import { useBoard } from '../board-context';
import { RunLink } from '../provenance';
import { Amount } from './amount';
import { useOnLedger } from './use-on-ledger';

const PAGE = 200;
/** A ledger that grows all the time is asked for at most this often. */
const CALM_MS = 500;

const TONES: Record<LedgerKind, 'neutral' | 'accent' | 'red' | 'amber' | 'green'> = {
  allocated: 'accent',
  reserved: 'amber',
  spent: 'neutral',
  returned: 'green',
  refused: 'red',
};

/** Every movement of the account, the latest first. */
export function LedgerTab() {
  const { t, i18n } = useTranslation('blackboard');
  const { page, show } = useLedger();
  const columns = useMemo<TableColumn<LedgerLine>[]>(
    () => [
      { id: 'time', label: t('time'), width: '7.5rem', render: ({ time }) => <time title={exactTime(time, i18n.language)}>{clockTime(time, i18n.language)}</time> },
      { id: 'kind', label: t('movement'), width: '8rem', render: ({ kind }) => <Chip tone={TONES[kind]}>{t(`ledger_${kind}`)}</Chip> },
      {
        id: 'for',
        label: t('forWhom'),
        width: 'minmax(9rem, 2fr)',
        render: ({ runId, name, childSwarm }) => (runId === null ? (childSwarm ?? name ?? '') : <RunLink runId={runId} name={name} />),
      },
      { id: 'amount', label: t('amountColumn'), width: '7rem', align: 'end', render: ({ amount }) => <Amount credits={amount} /> },
      { id: 'spent', label: t('spent'), width: '7rem', align: 'end', render: ({ spent }) => <Amount credits={spent} /> },
      { id: 'reserved', label: t('reserved'), width: '7rem', align: 'end', render: ({ reserved }) => <Amount credits={reserved} /> },
      { id: 'available', label: t('available'), width: '7rem', align: 'end', render: ({ available }) => (available === null ? t('noCap') : <Amount credits={available} />) },
    ],
    [t, i18n.language],
  );
  if (!page) return <Loading label={t('tab_ledger')} />;
  if (page.total === 0) {
    return (
      <EmptyState icon={<ReceiptText aria-hidden />} title={t('noLedger')}>
        {t('noLedgerHelp')}
      </EmptyState>
    );
  }
  return (
    <Table
      label={t('tab_ledger')}
      columns={columns}
      lines={page.lines}
      from={page.from}
      total={page.total}
      onRange={show}
      idOf={({ seq, kind, runId }) => `${seq} ${kind} ${runId ?? ''}`}
      onOpen={({ runId, name }) => {
        if (runId !== null) useRouter.getState().openRun(runId, '', name ?? runId);
      }}
      lineHeight={2}
    />
  );
}

interface Stretch extends LedgerPage {
  from: number;
}

function useLedger(): { page: Stretch | null; show: (first: number, end: number) => void } {
  const { swarmId } = useBoard();
  const [page, setPage] = useState<Stretch | null>(null);
  const wanted = useRef({ from: 0, limit: PAGE });
  const asked = useRef(0);
  const load = useCallback(() => {
    const number = ++asked.current;
    const { from, limit } = wanted.current;
    backend()
      .readLedger({ swarmId, skip: from, limit })
      .then((answer) => {
        if (number === asked.current) setPage({ ...answer, from });
      }, tellFailure);
  }, [swarmId]);
  useOnLedger(load, CALM_MS);
  const show = useCallback(
    (first: number, end: number) => {
      const { from, limit } = wanted.current;
      if (end === 0 || (first >= from && end <= from + limit)) return;
      wanted.current = { from: Math.max(0, first - PAGE), limit: end - first + 2 * PAGE };
      load();
    },
    [load],
  );
  return { page, show };
}
