import { backend } from '../../backend/chosen';
import type { SwarmStatus } from '../../contract';
import { tellFailure } from '../../stores/tell-failure';

/** What can be done with a swarm that stands like this. */
export function canMove(status: SwarmStatus): { start: boolean; pause: boolean; resume: boolean; stop: boolean } {
  const goesOn = status === 'starting' || status === 'running' || status === 'idle';
  return { start: status === 'uninitialised', pause: goesOn, resume: status === 'paused', stop: goesOn || status === 'paused' };
}

export function moveSwarm(swarmId: string, move: 'start' | 'pause' | 'resume' | 'stop'): void {
  const host = backend();
  const moved = {
    start: () => host.startSwarm({ swarmId }),
    pause: () => host.pauseSwarm({ swarmId }),
    resume: () => host.resumeSwarm({ swarmId }),
    stop: () => host.stopSwarm({ swarmId }),
  };
  moved[move]().catch(tellFailure);
}
