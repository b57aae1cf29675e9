import { KeyRound, Plus, RefreshCw, SearchX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryColumn } from '../../../contract';
import { Button } from '../../../shared/button';
import { Check } from '../../../shared/check';
import { SearchField } from '../../../shared/field';
import { Split } from '../../../shared/split';
import { EmptyState, ErrorState, Loading } from '../../../shared/states';
import type { TableSort } from '../../../shared/table';
import { useBoard } from '../board-context';
import { boardAsk, useBoardPlace } from '../board-place';
import { EntryPanel } from '../entry/entry-panel';
import { KeyTable } from './key-table';
import { useEntries } from './use-entries';

/** Every key of the blackboard, and the one that is looked at beside them. */
export function KeysTab() {
  const { t } = useTranslation('blackboard');
  const entry = useBoardPlace((state) => state.entry);
  return (
    <Split
      id="board"
      label={t('splitEntry')}
      direction="columns"
      size={420}
      least={280}
      most={900}
      closed={entry === null}
      main={<Keys />}
      side={entry === null ? null : <EntryPanel key={entry} entryKey={entry} />}
    />
  );
}

function Keys() {
  const { t } = useTranslation('blackboard');
  const { view, asOf } = useBoard();
  const [filter, setFilter] = useState('');
  const [deleted, setDeleted] = useState(false);
  const [sort, setSort] = useState<TableSort>({ column: 'key', descending: false });
  const entries = useEntries({ filter, deleted, sort: sort.column as EntryColumn, descending: sort.descending });
  const { held, failure } = entries;
  const add = (
    <Button size="small" icon={<Plus aria-hidden />} isDisabled={asOf !== null} onPress={() => boardAsk('entry')}>
      {t('newEntry')}
    </Button>
  );

  const body = () => {
    if (failure && !held) {
      return (
        <ErrorState title={t('entriesFailed')} details={failure.message} actions={<Button onPress={entries.again}>{t('tryAgain')}</Button>}>
          {t('failedHelp')}
        </ErrorState>
      );
    }
    if (!held) return <Loading label={t('tab_keys')} />;
    if (held.total > 0) return <KeyTable held={held} sort={sort} onSort={setSort} onRange={entries.show} onHold={entries.hold} />;
    return filter.trim() === '' ? (
      <EmptyState icon={<KeyRound aria-hidden />} title={t('noEntries')} actions={add}>
        {t('noEntriesHelp')}
      </EmptyState>
    ) : (
      <EmptyState icon={<SearchX aria-hidden />} title={t('noMatch')} actions={<Button onPress={() => setFilter('')}>{t('clearFilter')}</Button>}>
        {t('noMatchHelp', { filter })}
      </EmptyState>
    );
  };

  return (
    <div className="board-keys">
      <div className="board-tools">
        <SearchField label={t('filter')} placeholder={t('filterPlaceholder')} value={filter} onChange={setFilter} />
        <span className="board-hint tabular">{held ? t('keysOf', { count: held.total, all: view.summary.entries }) : ''}</span>
        {held?.isStale && entries.isHeld ? (
          <Button size="small" kind="quiet" icon={<RefreshCw aria-hidden />} onPress={entries.again}>
            {t('orderHeld')}
          </Button>
        ) : null}
        <span className="board-space" />
        <Check label={t('showDeleted')} checked={deleted} onChange={setDeleted} />
        {add}
      </div>
      <div className="board-table">{body()}</div>
    </div>
  );
}
