import { ClipboardList, ListChecks, Users, Waypoints } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SampleSwarmView } from '../../contract';
import { Button } from '../../shared/button';
import { tellFailure } from '../../stores/tell-failure';
import { beginSampleSwarm } from '../blackboard/begin-sample';

/** A shipped swarm: its goal, who works on it, and a way to let it begin. */
export function SwarmCard({ swarm }: { swarm: SampleSwarmView }) {
  const { t } = useTranslation('library');
  return (
    <li className="card card-sample card-swarm">
      <span className="card-drawing card-swarm-sign">
        <ClipboardList aria-hidden />
      </span>
      <h2 className="routine-title">{swarm.name}</h2>
      <p className="card-summary">{swarm.goal}</p>
      <ul className="card-swarm-counts">
        <li>
          <Users aria-hidden /> {t('members', { count: swarm.members })}
        </li>
        <li>
          <ListChecks aria-hidden /> {t('subtasks', { count: swarm.subtasks })}
        </li>
        <li>
          <Waypoints aria-hidden /> {t('routinesWithIt', { count: swarm.routines })}
        </li>
      </ul>
      <div className="card-foot">
        <Button size="small" aria-label={`${t('beginSwarm')}: ${swarm.name}`} onPress={() => beginSampleSwarm(swarm).catch(tellFailure)}>
          {t('beginSwarm')}
        </Button>
      </div>
    </li>
  );
}
