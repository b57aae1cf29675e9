import { Clock, Pause, Play, Plus, Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SwarmStatus, SwarmSummary } from '../../contract';
import { Button } from '../../shared/button';
import { Chip } from '../../shared/chip';
import { IconButton } from '../../shared/icon-button';
import { Select } from '../../shared/select';
import { showSwarm } from '../../stores/swarm/swarms';
import { useBoard } from './board-context';
import { boardAsk, useBoardPlace } from './board-place';
import { CreditsMeter } from './credits/credits-meter';
import { canMove, moveSwarm } from './moving';
import { reasonWords } from './words';

const TONES: Record<SwarmStatus, 'neutral' | 'accent' | 'red' | 'amber' | 'green'> = {
  uninitialised: 'neutral',
  starting: 'accent',
  running: 'accent',
  idle: 'amber',
  paused: 'amber',
  stopped: 'neutral',
  failed: 'red',
  terminated: 'neutral',
};

/** Which swarm, how it stands, what it is for, and what can be done with it. */
export function SwarmBar({ swarms }: { swarms: readonly SwarmSummary[] }) {
  const { t } = useTranslation('blackboard');
  const { view, swarmId, asOf } = useBoard();
  const isTravelling = useBoardPlace((state) => state.isTravelling);
  const { summary } = view;
  const can = canMove(summary.status);
  const nameOf = (id: string) => view.subtasks.find((subtask) => subtask.id === id)?.description ?? id;
  const reason = summary.reason === null ? summary.goal : reasonWords(t, summary.reason, nameOf);
  return (
    <header className="board-bar">
      <h1 className="visually-hidden">{t('title')}</h1>
      <Select
        size="small"
        label={t('swarm')}
        labelHidden
        value={swarmId}
        choices={swarms.map((swarm) => ({ value: swarm.swarmId, label: swarm.name }))}
        onChange={showSwarm}
      />
      <IconButton size="small" label={t('newSwarm')} icon={<Plus aria-hidden />} onPress={() => boardAsk('swarm')} />
      <Chip tone={TONES[summary.status]} title={reason}>
        {t(`status_${summary.status}`)}
      </Chip>
      <span className="board-goal" title={`${summary.goal}\n${reason}`}>
        {summary.status === 'running' || summary.status === 'uninitialised' ? summary.goal : reason}
      </span>
      <CreditsMeter credits={summary.credits} onPress={() => useBoardPlace.setState({ tab: 'credits' })} />
      <IconButton
        size="small"
        label={t('travel')}
        icon={<Clock aria-hidden />}
        pressed={isTravelling || asOf !== null}
        onPress={() => useBoardPlace.setState({ isTravelling: !isTravelling })}
      />
      {can.start ? (
        <Button size="small" kind="primary" icon={<Play aria-hidden />} onPress={() => moveSwarm(swarmId, 'start')}>
          {t('start')}
        </Button>
      ) : null}
      {can.resume ? (
        <Button size="small" kind="primary" icon={<Play aria-hidden />} onPress={() => moveSwarm(swarmId, 'resume')}>
          {t('resume')}
        </Button>
      ) : null}
      {can.pause ? <IconButton size="small" label={t('pause')} icon={<Pause aria-hidden />} onPress={() => moveSwarm(swarmId, 'pause')} /> : null}
      {can.stop ? <IconButton size="small" label={t('stop')} icon={<Square aria-hidden />} onPress={() => boardAsk('stop')} /> : null}
    </header>
  );
}
