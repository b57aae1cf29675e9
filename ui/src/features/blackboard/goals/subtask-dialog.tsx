import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asBackendError } from '../../../backend/backend-error';
import { backend } from '../../../backend/chosen';
import type { SubtaskStatus, SubtaskView } from '../../../contract';
import { Button } from '../../../shared/button';
import { Checks } from '../../../shared/check';
import { Dialog } from '../../../shared/dialog';
import { TextField } from '../../../shared/field';
import { Select } from '../../../shared/select';
import { useBoard } from '../board-context';

const STATUSES: readonly SubtaskStatus[] = ['todo', 'inProgress', 'done', 'blocked', 'failed', 'cancelled'];

/** Adds a subtask, or changes one. */
export function SubtaskDialog({ subtask, onClose }: { subtask: SubtaskView | null; onClose: () => void }) {
  const { t } = useTranslation('blackboard');
  const { swarmId, view } = useBoard();
  const [description, setDescription] = useState(subtask?.description ?? '');
  const [status, setStatus] = useState<SubtaskStatus>(subtask?.status ?? 'todo');
  const [assignee, setAssignee] = useState(subtask?.assignee ?? '');
  const [priority, setPriority] = useState(String(subtask?.priority ?? 0));
  const [dependsOn, setDependsOn] = useState<readonly string[]>(subtask?.dependsOn ?? []);
  const [failure, setFailure] = useState<string | null>(null);
  const others = view.subtasks.filter(({ id }) => id !== subtask?.id);
  const number = Number(priority);
  const isNumber = /^-?\d{1,6}$/.test(priority.trim());
  const save = () => {
    const host = backend();
    const common = { swarmId, description: description.trim(), dependsOn: [...dependsOn], priority: number };
    const saved = subtask
      ? host.changeSubtask({ ...common, subtaskId: subtask.id, assignee, ...(status === subtask.status ? {} : { status }) })
      : host.addSubtask({ ...common, assignee: assignee === '' ? null : assignee });
    saved.then(onClose, (problem: unknown) => setFailure(asBackendError(problem).message));
  };
  return (
    <Dialog
      title={subtask ? t('changeSubtask') : t('addSubtask')}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button kind="primary" isDisabled={description.trim() === '' || !isNumber} onPress={save}>
            {subtask ? t('save') : t('add')}
          </Button>
        </>
      }
    >
      <TextField label={t('whatToDo')} value={description} onChange={setDescription} rows={3} required focusFirst />
      {subtask ? <Select label={t('status')} value={status} choices={STATUSES.map((value) => ({ value, label: t(`subtask_${value}`) }))} onChange={setStatus} /> : null}
      <Select
        label={t('owner')}
        value={assignee}
        choices={[{ value: '', label: t('nobody') }, ...view.members.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={setAssignee}
      />
      <TextField label={t('priority')} description={t('priorityHelp')} error={isNumber ? null : t('wrongNumber')} value={priority} onChange={setPriority} />
      {others.length === 0 ? null : (
        <Checks label={t('waitsFor')} value={dependsOn} choices={others.map(({ id, description: words }) => ({ value: id, label: words }))} onChange={setDependsOn} />
      )}
      {failure === null ? null : (
        <p className="board-error" role="alert">
          {failure}
        </p>
      )}
    </Dialog>
  );
}
