import { ClipboardList } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/button';
import { loadSwarms, useSwarms } from '../../stores/swarm/swarms';
import { goToBoard } from '../blackboard/board-place';
import { useLive } from './run-context';

/** The swarm that the run works for, and the way to its blackboard. */
export function RunForSwarm() {
  const { t } = useTranslation('run');
  const swarm = useLive((view) => view.swarm);
  const swarms = useSwarms((state) => state.swarms);
  const isUnknown = swarm !== null && swarms === null;
  useEffect(() => {
    if (isUnknown) void loadSwarms();
  }, [isUnknown]);
  if (swarm === null) return null;
  const { swarmId, subtaskId } = swarm;
  const name = swarms?.find((known) => known.swarmId === swarmId)?.name ?? swarmId;
  const place = subtaskId == null ? {} : { tab: 'goals' as const, subtask: subtaskId };
  return (
    <Button size="small" kind="quiet" icon={<ClipboardList aria-hidden />} onPress={() => goToBoard(swarmId, place)}>
      {subtaskId == null ? t('forSwarm', { name }) : t('forSubtask', { name, subtask: subtaskId })}
    </Button>
  );
}
