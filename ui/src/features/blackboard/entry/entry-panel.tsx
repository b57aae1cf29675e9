import { Pencil, Trash2, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../shared/button';
import { Chip } from '../../../shared/chip';
import { IconButton } from '../../../shared/icon-button';
import { ErrorState, Loading } from '../../../shared/states';
import { Tabs } from '../../../shared/tabs';
import { useBoard } from '../board-context';
import { boardAsk, openEntry, useBoardPlace, type EntryTab } from '../board-place';
import { WatchStar } from '../keys/key-table';
import { BreakOnChange } from './break-on-change';
import { CompareTab } from './compare-tab';
import { HistoryTab } from './history-tab';
import { PeopleTab } from './people-tab';
import { useEntry } from './use-entry';
import { ValueEdit } from './value-edit';
import { ValueTab } from './value-tab';

/** One entry: its value, how it came to be, and who uses it. */
export function EntryPanel({ entryKey }: { entryKey: string }) {
  const { t } = useTranslation('blackboard');
  const { swarmId, asOf } = useBoard();
  const { entry, failure, again } = useEntry(entryKey);
  const { entryTab, isEditing } = useBoardPlace();
  const isPast = asOf !== null;
  const panel = useRef<HTMLElement>(null);
  // Whoever has edited goes on from the entry, and not from the top of the page.
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !isEditing && document.activeElement === document.body) panel.current?.focus();
    wasEditing.current = isEditing;
  }, [isEditing]);
  return (
    <section ref={panel} tabIndex={-1} className="board-entry" aria-label={entryKey}>
      <header className="board-entry-head">
        <WatchStar swarmId={swarmId} entryKey={entryKey} />
        <code className="board-cut board-entry-key" title={entryKey}>
          {entryKey}
        </code>
        {entry?.line.deleted ? <Chip tone="red">{t('deleted')}</Chip> : entry ? <Chip>{t('versionNumber', { version: entry.line.version })}</Chip> : null}
        <span className="board-space" />
        {isPast ? null : <BreakOnChange swarmId={swarmId} entryKey={entryKey} />}
        {entry && !isPast ? (
          <IconButton
            size="small"
            label={t('edit')}
            icon={<Pencil aria-hidden />}
            isDisabled={isEditing || entry.value.reference !== null}
            onPress={() => useBoardPlace.setState({ entryTab: 'value', isEditing: true })}
          />
        ) : null}
        {entry && !isPast && !entry.line.deleted ? (
          <IconButton size="small" label={t('deleteEntry')} icon={<Trash2 aria-hidden />} onPress={() => boardAsk('delete')} />
        ) : null}
        <IconButton size="small" label={t('closeEntry')} icon={<X aria-hidden />} onPress={() => openEntry(null)} />
      </header>
      {failure && !entry ? (
        <ErrorState title={t('entryFailed')} details={failure.message} actions={<Button onPress={again}>{t('tryAgain')}</Button>} />
      ) : !entry ? (
        <Loading label={entryKey} />
      ) : (
        <Tabs
          label={entryKey}
          selected={entryTab}
          onSelect={(id) => useBoardPlace.setState({ entryTab: id as EntryTab, isEditing: false })}
          items={[
            { id: 'value', label: t('value'), content: isEditing && !isPast ? <ValueEdit entry={entry} /> : <ValueTab entry={entry} /> },
            { id: 'history', label: t('history'), count: entry.line.version, content: <HistoryTab line={entry.line} /> },
            { id: 'compare', label: t('compare'), content: <CompareTab line={entry.line} /> },
            { id: 'people', label: t('people'), content: <PeopleTab entry={entry} /> },
          ]}
        />
      )}
    </section>
  );
}
