import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubtaskView } from '../../../contract';
import { Button } from '../../../shared/button';
import { Dialog } from '../../../shared/dialog';
import { Select } from '../../../shared/select';
import { followLibrary, useLibrary } from '../../../stores/library';
import { requestRun } from '../../run/start/start-run';
import { useBoard } from '../board-context';

/** Starts a routine of the library that works for a subtask. */
export function StartFor({ subtask, onClose }: { subtask: SubtaskView; onClose: () => void }) {
  const { t } = useTranslation('blackboard');
  const { swarmId } = useBoard();
  const routines = useLibrary((state) => state.routines);
  useEffect(followLibrary, []);
  const own = routines?.find(({ path }) => subtask.routine !== null && path.endsWith(subtask.routine));
  const [chosen, setChosen] = useState<string | null>(null);
  const path = chosen ?? own?.path ?? null;
  const routine = routines?.find((one) => one.path === path);
  const start = () => {
    if (!routine) return;
    onClose();
    const swarm = { swarmId, subtaskId: subtask.id };
    void requestRun({ source: { source: 'file', path: routine.path }, name: routine.name, path: routine.path, swarm });
  };
  return (
    <Dialog
      title={t('startRoutineFor', { name: subtask.description })}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button kind="primary" isDisabled={!routine} onPress={start}>
            {t('startRun')}
          </Button>
        </>
      }
    >
      <p>{t('startRoutineHelp')}</p>
      <Select
        label={t('routine')}
        value={path}
        placeholder={t('chooseRoutine')}
        choices={(routines ?? []).map((one) => ({ value: one.path, label: one.name }))}
        onChange={setChosen}
      />
    </Dialog>
  );
}
