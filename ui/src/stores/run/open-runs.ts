import { useRouter } from '../router';
import { shareCursor } from '../swarm/cursor';
import { openRun, type RunSession } from './open-run';

interface Held {
  session: RunSession;
  /** Ends that the blackboard follows its cursor. */
  unshare: () => void;
}

const sessions = new Map<string, Held>();

/** The watched run of an open tab; begun when it is first asked for, ended when its tab is closed. */
export function runSession(runId: string): RunSession {
  const known = sessions.get(runId);
  if (known) return known.session;
  const session = openRun(runId);
  sessions.set(runId, { session, unshare: shareCursor(session) });
  return session;
}

/** Ends what no tab shows any more. */
useRouter.subscribe(({ tabs }) => {
  for (const [runId, { session, unshare }] of sessions) {
    if (tabs.some((tab) => tab.kind === 'run' && tab.runId === runId)) continue;
    unshare();
    session.close();
    sessions.delete(runId);
  }
});
