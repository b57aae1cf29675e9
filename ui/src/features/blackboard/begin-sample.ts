import { backend } from '../../backend/chosen';
import type { SampleSwarmView } from '../../contract';
import { noteSwarms } from '../../stores/swarm/swarms';
import { goToBoard } from './board-place';

/** Makes a shipped swarm with its routines, lets it work, and shows how it does. */
export async function beginSampleSwarm({ id }: SampleSwarmView): Promise<void> {
  const swarm = await backend().createSampleSwarm({ id });
  noteSwarms([swarm]);
  goToBoard(swarm.swarmId, { tab: 'goals', entry: null, subtask: null });
  await backend().startSwarm({ swarmId: swarm.swarmId });
}
