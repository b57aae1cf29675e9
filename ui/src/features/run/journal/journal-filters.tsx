import { FilterX } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventKind, JournalEntry } from '../../../contract';
import { IconButton } from '../../../shared/icon-button';
import { Select } from '../../../shared/select';
import { isFiltering, NO_FILTER, type JournalFilter } from '../../../stores/run/journal';
import type { Names } from '../names';
import { kindOfEvent } from '../sentences/event';

interface JournalFiltersProps {
  entries: readonly JournalEntry[];
  filter: JournalFilter;
  onFilter: (filter: JournalFilter) => void;
  names: Names;
}

/** Every choice is offered under this key. */
const ALL = '*' as const;

/** Narrows the journal by event, branch and element. */
export function JournalFilters({ entries, filter, onFilter, names }: JournalFiltersProps) {
  const { t } = useTranslation('run');
  const { types, branches, elements } = useMemo(() => found(entries), [entries]);
  const all = { value: ALL, label: t('journal.all') };
  const byLabel = (a: { label: string }, b: { label: string }) => a.label.localeCompare(b.label);
  return (
    <div className="journal-filters">
      <Select
        size="small"
        label={t('journal.filterType')}
        value={filter.type ?? ALL}
        choices={[all, ...types.map((type) => ({ value: type, label: kindOfEvent(t, type) })).sort(byLabel)]}
        onChange={(type) => onFilter({ ...filter, type: type === ALL ? null : type })}
      />
      <Select
        size="small"
        label={t('journal.filterBranch')}
        value={filter.branch ?? ALL}
        choices={[all, ...branches.map((branch) => ({ value: branch, label: names.branch(branch) })).sort(byLabel)]}
        onChange={(branch) => onFilter({ ...filter, branch: branch === ALL ? null : branch })}
      />
      <Select
        size="small"
        label={t('journal.filterElement')}
        value={filter.element ?? ALL}
        choices={[all, ...elements.map((element) => ({ value: element, label: names.element(element) })).sort(byLabel)]}
        onChange={(element) => onFilter({ ...filter, element: element === ALL ? null : element })}
      />
      {isFiltering(filter) ? (
        <IconButton size="small" label={t('journal.clear')} icon={<FilterX aria-hidden />} onPress={() => onFilter(NO_FILTER)} />
      ) : null}
    </div>
  );
}

/** What occurs in the entries. */
function found(entries: readonly JournalEntry[]): { types: EventKind[]; branches: string[]; elements: string[] } {
  const types = new Set<EventKind>();
  const branches = new Set<string>();
  const elements = new Set<string>();
  for (const { type, branch, element } of entries) {
    types.add(type);
    if (branch !== null) branches.add(branch);
    if (element !== null) elements.add(element);
  }
  return { types: [...types], branches: [...branches], elements: [...elements] };
}
