import { ExternalLink } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/button';
import { ErrorState, Loading } from '../../shared/states';
import { useRunSession } from '../../stores/run/open-runs';
import { useRouter } from '../../stores/router';
import { Inspector } from '../run/inspector/inspector';
import { RunContext, useLive, useRun, useSession } from '../run/run-context';
import { isAbout, type Ask } from './asks';

/** Where an ask is answered: the panels of its run. */
export function Answer({ ask }: { ask: Ask }) {
  const session = useRunSession(ask.run.runId);
  return (
    <RunContext.Provider value={session}>
      <Opened ask={ask} />
    </RunContext.Provider>
  );
}

function Opened({ ask }: { ask: Ask }) {
  const { t } = useTranslation('inbox');
  const session = useSession();
  const isThere = useRun(({ view }) => view !== null);
  const failure = useRun((run) => run.failure);
  if (isThere) return <Panels ask={ask} />;
  if (failure === null) return <Loading label={t('title')} />;
  return <ErrorState title={t('failedRun')} details={failure.message} actions={<Button onPress={session.again}>{t('tryAgain')}</Button>} />;
}

function Panels({ ask }: { ask: Ask }) {
  const { t } = useTranslation('inbox');
  const session = useSession();
  const { runId, routine } = ask.run;
  const branch = useLive((view) => view.branches.find(({ element, waitingOn }) => isAbout(ask, element, waitingOn))?.id ?? null);
  // Nothing can be answered in the past.
  useEffect(() => session.lookAt(null), [session]);
  useEffect(() => {
    session.store.setState({ chosenBranch: branch, selected: branch === null ? ask.place.element : null });
  }, [session, branch, ask.place.element]);
  return (
    <>
      <header className="inbox-of">
        <span className="inbox-cut" title={routine.name}>
          {routine.name}
        </span>
        <span className="inbox-space" />
        <Button size="small" kind="quiet" icon={<ExternalLink aria-hidden />} onPress={() => useRouter.getState().openRun(runId, routine.path ?? '', routine.name)}>
          {t('openRun')}
        </Button>
      </header>
      <Inspector />
    </>
  );
}
