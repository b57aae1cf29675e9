import { lazy, Suspense, useLayoutEffect } from 'react';
import type { RunTab } from '../../../stores/router';
import { useCommands } from '../../../stores/commands';
import { useSession } from '../run-context';
import { hasEnded } from '../sentences/run-state';
import { askMigrate, askRestart, endQuestion, useRunQuestion } from './run-dialogs';

const RestartDialog = lazy(() => import('./restart-dialog'));
const MigrateDialog = lazy(() => import('./migrate-dialog'));

/** What is asked about the whole run, when a command or a button asks for it. */
export function Questions({ tab }: { tab: RunTab }) {
  const session = useSession();
  const question = useRunQuestion((state) => state.question);
  const offer = useCommands((state) => state.offer);
  useLayoutEffect(() => {
    const view = () => session.store.getState().view;
    const stop = offer([
      { id: 'run.restart', isEnabled: () => view()?.swarm === null, run: () => askRestart() },
      {
        id: 'run.migrate',
        isEnabled: () => {
          const now = view();
          return now !== null && !hasEnded(now) && tab.path !== '';
        },
        run: askMigrate,
      },
    ]);
    return () => {
      stop();
      endQuestion();
    };
  }, [offer, session, tab.path]);
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
