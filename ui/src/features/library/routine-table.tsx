import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoutineSummary } from '../../contract';
import { Chip } from '../../shared/chip';
import { Moment } from '../../shared/moment';
import { Table, type TableColumn, type TableSort } from '../../shared/table';
import { openInDesigner } from './actions';
import { LastRun } from './last-run';
import { inHeldOrder } from './order';
import { Problems } from './problems';
import { Proposals } from './proposals';
import { RoutineActions } from './routine-menu';
import { FileThumbnail } from './thumbnail/thumbnail';

const VALUES: Record<string, (routine: RoutineSummary) => string | number> = {
  name: ({ name }) => name.toLocaleLowerCase(),
  problems: ({ problems }) => problems.errors * 1000 + problems.warnings,
  lastRun: ({ lastRun }) => lastRun?.startedAt ?? 0,
  changed: ({ modifiedAt }) => modifiedAt,
};

function sorted(routines: readonly RoutineSummary[], sort: TableSort | null): readonly RoutineSummary[] {
  const value = sort ? VALUES[sort.column] : undefined;
  if (!sort || !value) return routines;
  const order = (a: RoutineSummary, b: RoutineSummary) => {
    const [first, second] = [value(a), value(b)];
    return typeof first === 'string' ? first.localeCompare(String(second)) : first - Number(second);
  };
  return [...routines].sort((a, b) => (sort.descending ? -order(a, b) : order(a, b)));
}

/** Routines as lines: what it is, how it stands, what can be done. */
export function RoutineTable({ routines }: { routines: readonly RoutineSummary[] }) {
  const { t } = useTranslation('library');
  const [sort, setSort] = useState<TableSort | null>(null);
  const [held, setHeld] = useState<readonly string[] | null>(null);
  const ordered = useMemo(() => sorted(routines, sort), [routines, sort]);
  const lines = useMemo(() => inHeldOrder(ordered, held), [ordered, held]);
  const columns = useMemo<TableColumn<RoutineSummary>[]>(
    () => [
      {
        id: 'drawing',
        label: t('drawing'),
        labelHidden: true,
        width: '6.5rem',
        render: ({ path, version, bytes }) => (
          <span className="routine-thumbnail">
            <FileThumbnail path={path} version={version} bytes={bytes} />
          </span>
        ),
      },
      { id: 'name', label: t('name'), width: 'minmax(11rem, 3fr)', sortable: true, render: (routine) => <Name routine={routine} /> },
      { id: 'problems', label: t('problems'), width: '7rem', sortable: true, render: ({ problems }) => <Problems problems={problems} /> },
      { id: 'lastRun', label: t('lastRun'), width: 'minmax(10.5rem, 2fr)', sortable: true, render: ({ lastRun }) => <LastRun run={lastRun} /> },
      { id: 'changed', label: t('changed'), width: '6.75rem', sortable: true, render: ({ modifiedAt }) => <Moment at={modifiedAt} /> },
      { id: 'actions', label: t('actions'), labelHidden: true, width: '4.75rem', align: 'end', render: (routine) => <RoutineActions routine={routine} /> },
    ],
    [t],
  );
  return (
    <Table
      label={t('table')}
      columns={columns}
      lines={lines}
      idOf={({ path }) => path}
      onOpen={openInDesigner}
      sort={sort}
      onSort={(wanted) => {
        setHeld(null);
        setSort(wanted);
      }}
      onHold={(isHeld) => setHeld((known) => (isHeld ? (known ?? ordered.map(({ path }) => path)) : null))}
      lineHeight={3.25}
    />
  );
}

function Name({ routine }: { routine: RoutineSummary }) {
  const { t } = useTranslation('library');
  const place = routine.folder === '' ? routine.fileName : `${routine.folder}/${routine.fileName}`;
  return (
    <span className="routine-name">
      <span className="routine-name-line">
        <span className="routine-title" title={routine.name}>
          {routine.name}
        </span>
        {routine.hasDraft ? (
          <Chip tone="accent" title={t('draftHelp')}>
            {t('draft')}
          </Chip>
        ) : null}
        <Proposals path={routine.path} />
      </span>
      <span className="routine-place" title={place}>
        {place}
      </span>
    </span>
  );
}
