import { Star } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryLine } from '../../../contract';
import { Chip } from '../../../shared/chip';
import { IconButton } from '../../../shared/icon-button';
import { Moment } from '../../../shared/moment';
import { Table, type TableColumn, type TableSort } from '../../../shared/table';
import type { EntryWindow } from '../../../stores/swarm/entry-window';
import { toggleWatched, useWatchedKeys, watchedIn } from '../../../stores/swarm/watched-keys';
import { useBoard } from '../board-context';
import { openEntry, useBoardPlace } from '../board-place';
import { Writer } from '../provenance';

interface KeyTableProps {
  held: EntryWindow;
  sort: TableSort;
  onSort: (sort: TableSort) => void;
  onRange: (first: number, end: number) => void;
  onHold: (held: boolean) => void;
}

/** Keys as lines: what is there, since when, by whom, and how much it is used. */
export function KeyTable({ held, sort, onSort, onRange, onHold }: KeyTableProps) {
  const { t } = useTranslation('blackboard');
  const { swarmId } = useBoard();
  const opened = useBoardPlace((state) => state.entry);
  const columns = useMemo<TableColumn<EntryLine>[]>(
    () => [
      { id: 'star', label: t('watched'), labelHidden: true, width: '2.25rem', render: ({ key }) => <WatchStar swarmId={swarmId} entryKey={key} /> },
      {
        id: 'key',
        label: t('key'),
        width: 'minmax(9rem, 2fr)',
        sortable: true,
        render: ({ key, deleted }) => (
          <code className="board-cut" title={key} data-deleted={deleted}>
            {key}
          </code>
        ),
      },
      { id: 'kind', label: t('kind'), width: '4.5rem', sortable: true, render: ({ kind, deleted }) => (deleted ? <Chip>{t('deleted')}</Chip> : t(`kind_${kind}`)) },
      {
        id: 'value',
        label: t('value'),
        width: 'minmax(8rem, 3fr)',
        render: ({ preview, deleted }) => (
          <span className="board-cut" title={preview}>
            {deleted ? '' : preview}
          </span>
        ),
      },
      { id: 'version', label: t('version'), width: '4.75rem', align: 'end', sortable: true, render: ({ version }) => version },
      { id: 'writer', label: t('writer'), width: 'minmax(8rem, 1.5fr)', sortable: true, render: ({ written }) => <Writer written={written} /> },
      { id: 'changed', label: t('age'), width: '6.5rem', sortable: true, render: ({ written }) => (written.time === null ? null : <Moment at={written.time} />) },
      { id: 'reads', label: t('reads'), width: '4.5rem', align: 'end', sortable: true, render: ({ reads }) => reads },
    ],
    [t, swarmId],
  );
  return (
    <Table
      label={t('tab_keys')}
      columns={columns}
      lines={held.lines}
      from={held.from}
      total={held.total}
      idOf={({ key }) => key}
      opened={opened}
      onOpen={({ key }) => openEntry(key)}
      sort={sort}
      onSort={onSort}
      onRange={onRange}
      onHold={onHold}
      lineHeight={2}
    />
  );
}

/** Watches a key: a chip on the canvas of every run of the swarm. */
export function WatchStar({ swarmId, entryKey }: { swarmId: string; entryKey: string }) {
  const { t } = useTranslation('blackboard');
  const isWatched = useWatchedKeys((state) => watchedIn(swarmId)(state).includes(entryKey));
  return (
    <IconButton
      size="small"
      className="board-star"
      label={isWatched ? t('unwatchKey', { key: entryKey }) : t('watchKey', { key: entryKey })}
      icon={<Star aria-hidden />}
      pressed={isWatched}
      onPress={() => toggleWatched(swarmId, entryKey)}
    />
  );
}
