import { Download, Ellipsis, GitCompare, PencilRuler, Play, RotateCcw, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../backend/chosen';
import type { RunSummary } from '../../contract';
import { Chip } from '../../shared/chip';
import { IconButton } from '../../shared/icon-button';
import { Menu, type MenuEntry } from '../../shared/menu';
import { Moment } from '../../shared/moment';
import { Table, type TableColumn } from '../../shared/table';
import { duration } from '../../shared/time';
import { pickToCompare, useComparing } from '../../stores/comparing';
import { loadMoreRuns } from '../../stores/runs';
import { useRouter } from '../../stores/router';
import { tellFailure } from '../../stores/tell-failure';
import { hasEnded, stateOfSummary, tellingReason } from '../run/sentences/run-state';
import { StateMark } from '../run/sentences/state-mark';
import { useSpeech } from '../run/sentences/speech';
import { waitingWords } from '../run/sentences/waiting';
import { requestRun } from '../run/start/start-run';

interface RunTableProps {
  runs: readonly RunSummary[];
  onDelete: (run: RunSummary) => void;
  onExport: (run: RunSummary) => void;
}

/** Shows a run in a tab of its own. */
const openRun = ({ runId, routine }: RunSummary) => useRouter.getState().openRun(runId, routine.path ?? '', routine.name);

/** Runs as lines: how each stands and why, what it ran, when, how long, and what it waits for. */
export function RunTable({ runs, onDelete, onExport }: RunTableProps) {
  const { t } = useTranslation('history');
  const columns = useMemo<TableColumn<RunSummary>[]>(
    () => [
      { id: 'status', label: t('status'), width: 'minmax(10rem, 1.3fr)', render: (run) => <Status run={run} /> },
      {
        id: 'name',
        label: t('routine'),
        width: 'minmax(9rem, 2fr)',
        render: ({ routine }) => (
          <span className="history-name" title={routine.path ?? routine.name}>
            {routine.name}
          </span>
        ),
      },
      { id: 'waits', label: t('waits'), width: 'minmax(9rem, 2fr)', render: (run) => <Waits run={run} /> },
      { id: 'started', label: t('started'), width: '6.75rem', render: ({ startedAt }) => <Moment at={startedAt} /> },
      { id: 'duration', label: t('duration'), width: '6rem', align: 'end', render: (run) => <Took run={run} /> },
      { id: 'steps', label: t('steps'), width: '4rem', align: 'end', render: ({ steps }) => steps },
      {
        id: 'actions',
        label: t('actions'),
        labelHidden: true,
        width: '6.5rem',
        align: 'end',
        render: (run) => <Actions run={run} onDelete={onDelete} onExport={onExport} />,
      },
    ],
    [t, onDelete, onExport],
  );
  return (
    <Table label={t('table')} columns={columns} lines={runs} idOf={({ runId }) => runId} onOpen={openRun} onEnd={() => void loadMoreRuns()} lineHeight={2.25} />
  );
}

function Status({ run }: { run: RunSummary }) {
  const { t } = useTranslation('run');
  const state = stateOfSummary(run);
  const reason = run.interrupted ? null : tellingReason(run.reason);
  const words = reason === null ? t(`state.${state}`) : t('stateWith', { state: t(`state.${state}`), reason: t(`reason.${reason}`) });
  return (
    <span className="history-status" title={run.interrupted ? t('interruptedHelp') : words}>
      <StateMark state={state} />
      <span className="history-name">{words}</span>
      {run.mode === 'tokenGame' ? <Chip>{t('tokenGame')}</Chip> : null}
    </span>
  );
}

function Waits({ run: { waiting, incidents, status } }: { run: RunSummary }) {
  const { t } = useTranslation('history');
  const speech = useSpeech();
  if (incidents > 0 && status !== 'failed') return <Chip tone="red">{t('incidents', { count: incidents })}</Chip>;
  const [first, ...rest] = waiting;
  if (!first) return null;
  const words = waiting.map((place) => t('waitsAt', { element: place.elementName ?? place.element, words: waitingWords(speech, place.waitingOn) }));
  return (
    <span className="history-name history-waits" title={words.join('\n')}>
      {rest.length === 0 ? words[0] : `${words[0]} ${t('more', { count: rest.length })}`}
    </span>
  );
}

/** A run that has not ended has no duration yet. */
function Took({ run }: { run: RunSummary }) {
  const { language } = useSpeech();
  return run.endedAt === null ? null : duration(run.endedAt - run.startedAt, language);
}

function Actions({ run, onDelete, onExport }: { run: RunSummary } & Omit<RunTableProps, 'runs'>) {
  const { t } = useTranslation('history');
  const { runId, routine } = run;
  const isPicked = useComparing(({ picked }) => picked.includes(runId));
  const { path, name } = routine;
  const canContinue = !hasEnded(run) && (run.interrupted || run.status === 'paused');
  const entries: MenuEntry[] = [
    { id: 'open', label: t('open') },
    ...(canContinue ? [{ id: 'continue', label: t('continue'), icon: <Play aria-hidden /> }] : []),
    { id: 'routine', label: t('openRoutine'), icon: <PencilRuler aria-hidden />, disabled: path === null },
    { id: 'export', label: t('files.export'), icon: <Download aria-hidden /> },
    'line',
    { id: 'delete', label: t('delete'), icon: <Trash2 aria-hidden />, danger: true, disabled: !hasEnded(run) },
  ];
  const act = (id: string) => {
    if (id === 'open') openRun(run);
    else if (id === 'continue') {
      backend().continueRun({ runId }).catch(tellFailure);
      openRun(run);
    } else if (id === 'delete') onDelete(run);
    else if (id === 'export') onExport(run);
    else if (path !== null) useRouter.getState().openRoutine(path, name);
  };
  return (
    <>
      <IconButton
        size="small"
        label={t('compare.pick', { name })}
        icon={<GitCompare aria-hidden />}
        pressed={isPicked}
        onPress={() => pickToCompare(runId)}
      />
      <IconButton
        size="small"
        label={t('runAgain', { name })}
        icon={<RotateCcw aria-hidden />}
        isDisabled={path === null}
        onPress={() => {
          if (path !== null) void requestRun({ source: { source: 'file', path }, name, path });
        }}
      />
      <Menu
        label={t('moreName', { name })}
        trigger={<IconButton size="small" label={t('moreName', { name })} icon={<Ellipsis aria-hidden />} />}
        entries={entries}
        onAction={act}
      />
    </>
  );
}
