import { useEffect } from 'react';
import { useRouter } from '../router';
import { shareCursor } from '../swarm/cursor';
import { openRun, type RunSession } from './open-run';

interface Held {
  session: RunSession;
  /** Parts of the page outside the run's own tab that show it. */
  users: number;
  /** Ends that the blackboard follows its cursor. */
  unshare: () => void;
}

const sessions = new Map<string, Held>();

function held(runId: string): Held {
  const known = sessions.get(runId);
  if (known) return known;
  const session = openRun(runId);
  const opened = { session, users: 0, unshare: shareCursor(session) };
  sessions.set(runId, opened);
  return opened;
}

/** The watched run of an open tab; begun when it is first asked for, ended when its tab is closed. */
export const runSession = (runId: string): RunSession => held(runId).session;

/** The same for a part of the page that shows a run without a tab: it ends when nobody shows it any more. */
export function useRunSession(runId: string): RunSession {
  useEffect(() => {
    const used = held(runId);
    used.users += 1;
    return () => {
      used.users -= 1;
      // Whoever shows it next may do so in the same moment.
      setTimeout(endUnused);
    };
  }, [runId]);
  return runSession(runId);
}

/** Ends what nothing shows any more. */
function endUnused(): void {
  const { tabs } = useRouter.getState();
  for (const [runId, { session, users, unshare }] of sessions) {
    if (users > 0 || tabs.some((tab) => tab.kind === 'run' && tab.runId === runId)) continue;
    unshare();
    session.close();
    sessions.delete(runId);
  }
}

useRouter.subscribe(endUnused);
