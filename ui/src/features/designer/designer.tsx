import { PencilRuler } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/button';
import { EmptyState } from '../../shared/states';
import { shownTab, useRouter } from '../../stores/router';
import { DesignScreen } from './design-screen';
import { sessionOf } from './session/sessions';

/** The designer: the routine of the shown tab, or the offer to open one. */
export default function Designer() {
  const { t } = useTranslation('designer');
  const path = useRouter((state) => {
    const tab = shownTab(state);
    return tab?.kind === 'routine' ? tab.path : null;
  });
  const go = useRouter((state) => state.go);
  if (path === null) {
    return (
      <EmptyState
        icon={<PencilRuler aria-hidden />}
        title={t('emptyTitle')}
        actions={
          <Button kind="primary" onPress={() => go('library')}>
            {t('emptyAction')}
          </Button>
        }
      >
        {t('emptyHelp')}
      </EmptyState>
    );
  }
  return <DesignScreen key={path} session={sessionOf(path)} />;
}
