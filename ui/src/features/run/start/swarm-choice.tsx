import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { RunSwarm, SubtaskView, SwarmStatus } from '../../../contract';
import { Select } from '../../../shared/select';
import { loadSwarms, useSwarms } from '../../../stores/swarm/swarms';
import { tellFailure } from '../../../stores/tell-failure';

/** Stands for no swarm and for no subtask; no id is empty. */
const NONE = '';

/** A swarm that begins or goes on takes runs in. */
const TAKES_IN: ReadonlySet<SwarmStatus> = new Set(['starting', 'running', 'idle', 'paused']);

interface SwarmChoiceProps {
  value: RunSwarm | null;
  onChange: (value: RunSwarm | null) => void;
}

/** The swarm that the run works for, and the subtask. Where there is no swarm that would take it in, nothing is asked. */
export function SwarmChoice({ value, onChange }: SwarmChoiceProps) {
  const { t } = useTranslation('run');
  const swarms = useSwarms((state) => state.swarms);
  const [known, setKnown] = useState<{ swarmId: string; subtasks: readonly SubtaskView[] } | null>(null);
  useEffect(() => {
    if (swarms === null) void loadSwarms();
  }, [swarms]);
  const swarmId = value?.swarmId ?? null;
  useEffect(() => {
    let isWanted = true;
    if (swarmId !== null) {
      backend()
        .readSwarm({ swarmId })
        .then(
          ({ subtasks }) => isWanted && setKnown({ swarmId, subtasks: subtasks.filter(({ status }) => status !== 'done' && status !== 'cancelled') }),
          tellFailure,
        );
    }
    return () => {
      isWanted = false;
    };
  }, [swarmId]);
  const subtasks = known?.swarmId === swarmId ? known.subtasks : [];
  const open = swarms?.filter(({ status }) => TAKES_IN.has(status)) ?? [];
  if (open.length === 0) return null;
  return (
    <>
      <Select
        label={t('start.swarm')}
        value={swarmId ?? NONE}
        choices={[{ value: NONE, label: t('start.noSwarm') }, ...open.map((swarm) => ({ value: swarm.swarmId, label: swarm.name }))]}
        onChange={(id) => onChange(id === NONE ? null : { swarmId: id })}
      />
      {value && subtasks.length > 0 ? (
        <Select
          label={t('start.subtask')}
          value={value.subtaskId ?? NONE}
          choices={[{ value: NONE, label: t('start.noSubtask') }, ...subtasks.map(({ id, description }) => ({ value: id, label: description }))]}
          onChange={(id) => onChange(id === NONE ? { swarmId: value.swarmId } : { swarmId: value.swarmId, subtaskId: id })}
        />
      ) : null}
    </>
  );
}
