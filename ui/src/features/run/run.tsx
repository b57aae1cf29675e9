import { Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/button';
import { EmptyState } from '../../shared/states';
import { runSession } from '../../stores/run/open-runs';
import { useRouter } from '../../stores/router';
import { RunContext } from './run-context';
import { RunScreen } from './run-screen';

/** The run whose tab is in front. */
export default function Run() {
  const { t } = useTranslation('run');
  const go = useRouter((state) => state.go);
  const tab = useRouter(({ tabs, shown }) => tabs.find((open) => open.kind === 'run' && open.id === shown.run));
  if (tab?.kind !== 'run') {
    return (
      <EmptyState
        icon={<Play aria-hidden />}
        title={t('none')}
        actions={
          <>
            <Button kind="primary" onPress={() => go('library')}>
              {t('toLibrary')}
            </Button>
            <Button onPress={() => go('history')}>{t('toHistory')}</Button>
          </>
        }
      >
        {t('noneHelp')}
      </EmptyState>
    );
  }
  return (
    <RunContext.Provider key={tab.runId} value={runSession(tab.runId)}>
      <RunScreen tab={tab} />
    </RunContext.Provider>
  );
}
