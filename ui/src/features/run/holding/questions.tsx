import { lazy, Suspense, useCallback, useEffect } from 'react';
import type { RunTab } from '../../../stores/router';
import { useOffer } from '../../../stores/commands';
import { useSession } from '../run-context';
import { hasEnded } from '../sentences/run-state';
import { askMigrate, askRestart, endQuestion, useRunQuestion } from './run-dialogs';

const RestartDialog = lazy(() => import('./restart-dialog'));
const MigrateDialog = lazy(() => import('./migrate-dialog'));

/** What is asked about the whole run, when a command or a button asks for it. */
export function Questions({ tab }: { tab: RunTab }) {
  const session = useSession();
  const question = useRunQuestion((state) => state.question);
  useOffer(
    useCallback(() => {
      const view = () => session.store.getState().view;
      return [
        { id: 'run.restart', isEnabled: () => view()?.swarm === null, run: () => askRestart() },
        {
          id: 'run.migrate',
          isEnabled: () => {
            const now = view();
            return now !== null && !hasEnded(now) && tab.path !== '';
          },
          run: askMigrate,
        },
      ];
    }, [session, tab.path]),
  );
  useEffect(() => endQuestion, []);
  if (question === null) return null;
  return (
    <Suspense fallback={null}>
      {question.kind === 'restart' ? (
        <RestartDialog element={question.element} path={tab.path} title={tab.title} onClose={endQuestion} />
      ) : (
        <MigrateDialog onClose={endQuestion} />
      )}
    </Suspense>
  );
}
