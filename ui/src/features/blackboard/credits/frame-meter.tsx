import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { SwarmStatus } from '../../../contract';
import { useRouter } from '../../../stores/router';
import { followSwarms, useSwarms } from '../../../stores/swarm/swarms';
import { goToBoard } from '../board-place';
import { CreditsMeter } from './credits-meter';

const AT_WORK: ReadonlySet<SwarmStatus> = new Set(['starting', 'running', 'idle', 'paused']);

/** What the swarm at work has spent, wherever in the window one is; of several, the one that the Blackboard shows. */
export default function FrameMeter() {
  const { t } = useTranslation('blackboard');
  const { swarms, shown } = useSwarms();
  const place = useRouter((state) => state.place);
  useEffect(followSwarms, []);
  const atWork = swarms?.filter(({ status }) => AT_WORK.has(status)) ?? [];
  const swarm = atWork.find(({ swarmId }) => swarmId === shown) ?? atWork[0];
  // The Blackboard has its own beside the swarm's name.
  if (!swarm || place === 'blackboard') return null;
  return (
    <div className="frame-meter" role="group" aria-label={t('meterOf', { name: swarm.name })}>
      <CreditsMeter credits={swarm.credits} onPress={() => goToBoard(swarm.swarmId, { tab: 'credits' })} />
    </div>
  );
}
