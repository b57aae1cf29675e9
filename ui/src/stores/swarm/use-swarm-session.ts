import { useEffect } from 'react';
import { openSwarm, type SwarmSession } from './open-swarm';

interface Shared {
  session: SwarmSession;
  users: number;
}

const sessions = new Map<string, Shared>();

function shared(swarmId: string): Shared {
  const known = sessions.get(swarmId);
  if (known) return known;
  const opened = { session: openSwarm(swarmId), users: 0 };
  sessions.set(swarmId, opened);
  return opened;
}

/** The watched swarm; one subscription however many parts of the page show it, ended when the last one is gone. */
export function useSwarmSession(swarmId: string): SwarmSession {
  useEffect(() => {
    const used = shared(swarmId);
    used.users += 1;
    return () => {
      used.users -= 1;
      // Whoever shows it next may do so in the same moment.
      setTimeout(() => {
        if (used.users > 0 || sessions.get(swarmId) !== used) return;
        sessions.delete(swarmId);
        used.session.close();
      });
    };
  }, [swarmId]);
  return shared(swarmId).session;
}
