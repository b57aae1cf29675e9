import { useRouter } from '../router';
import { openRun, type RunSession } from './open-run';

const sessions = new Map<string, RunSession>();

/** The watched run of an open tab; begun when it is first asked for, ended when its tab is closed. */
export function runSession(runId: string): RunSession {
  const known = sessions.get(runId);
  if (known) return known;
  const session = openRun(runId);
  sessions.set(runId, session);
  return session;
}

/** Ends what no tab shows any more. */
useRouter.subscribe(({ tabs }) => {
  for (const [runId, session] of sessions) {
    if (tabs.some((tab) => tab.kind === 'run' && tab.runId === runId)) continue;
    session.close();
    sessions.delete(runId);
  }
});
