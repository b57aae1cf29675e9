import { History, SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/button';
import { EmptyState } from '../../shared/states';

/** Nothing fits the search. */
export function NoMatch({ query, onClear }: { query: string; onClear: () => void }) {
  const { t } = useTranslation('library');
  return (
    <EmptyState icon={<SearchX aria-hidden />} title={t('noMatch')} actions={<Button onPress={onClear}>{t('clearSearch')}</Button>}>
      {t('noMatchHelp', { query })}
    </EmptyState>
  );
}

/** Nothing was opened yet. */
export function NoRecent() {
  const { t } = useTranslation('library');
  return (
    <EmptyState icon={<History aria-hidden />} title={t('noRecent')}>
      {t('noRecentHelp')}
    </EmptyState>
  );
}
