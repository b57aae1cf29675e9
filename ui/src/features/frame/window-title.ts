import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { shownTab, useRouter } from '../../stores/router';

/** The window's title names the document and marks unsaved changes. */
export function useWindowTitle(): void {
  const { t } = useTranslation('frame');
  const title = useRouter((state) => {
    const tab = shownTab(state);
    if (!tab) return '';
    return tab.kind === 'routine' && tab.unsaved ? `● ${tab.title}` : tab.title;
  });
  useEffect(() => {
    document.title = title ? `${title} – ${t('app')}` : t('app');
  }, [title, t]);
}
