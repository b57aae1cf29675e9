import { GitCompare, Undo2 } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryLine, EntryVersion } from '../../../contract';
import { IconButton } from '../../../shared/icon-button';
import { Moment } from '../../../shared/moment';
import { Loading } from '../../../shared/states';
import { Table, type TableColumn } from '../../../shared/table';
import { useBoard } from '../board-context';
import { compareVersions } from '../board-place';
import { Writer } from '../provenance';
import { revertEntry } from './revert';
import { useHistory } from './use-history';

/** Every version, the latest first. */
export function HistoryTab({ line }: { line: EntryLine }) {
  const { t } = useTranslation('blackboard');
  const { swarmId, asOf } = useBoard();
  const { versions, hasMore, more } = useHistory(line.key, line.version);
  const columns = useMemo<TableColumn<EntryVersion>[]>(
    () => [
      { id: 'version', label: t('version'), width: '4.5rem', align: 'end', render: ({ version }) => version },
      {
        id: 'value',
        label: t('value'),
        width: 'minmax(5rem, 2fr)',
        render: ({ value, operation }) => (
          <span className="board-cut" title={value.preview}>
            {operation === 'delete' ? t('deleted') : value.preview}
          </span>
        ),
      },
      { id: 'writer', label: t('writer'), width: 'minmax(5rem, 1.5fr)', render: ({ written }) => <Writer written={written} /> },
      { id: 'age', label: t('age'), width: '6rem', render: ({ written }) => (written.time === null ? null : <Moment at={written.time} />) },
      {
        id: 'actions',
        label: t('actions'),
        labelHidden: true,
        width: '4.25rem',
        align: 'end',
        render: ({ version, operation }) => (
          <>
            {version === line.version ? null : (
              <IconButton
                size="small"
                label={t('compareWith', { version })}
                icon={<GitCompare aria-hidden />}
                onPress={() => compareVersions(version, line.version)}
              />
            )}
            {version === line.version || operation === 'delete' || asOf !== null ? null : (
              <IconButton size="small" label={t('revertTo', { version })} icon={<Undo2 aria-hidden />} onPress={() => revertEntry(swarmId, line, version)} />
            )}
          </>
        ),
      },
    ],
    [t, line, swarmId, asOf],
  );
  if (!versions) return <Loading label={t('history')} />;
  return (
    <Table
      label={t('history')}
      columns={columns}
      lines={versions}
      idOf={({ version }) => String(version)}
      onOpen={({ version }) => compareVersions(Math.max(1, version - 1), version)}
      {...(hasMore ? { onEnd: more } : {})}
      lineHeight={2}
    />
  );
}
