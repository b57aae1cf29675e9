import { Ban, Circle, CircleCheck, CircleDashed, CircleX, Hourglass, ListTodo, Plus, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SubtaskStatus, SubtaskView } from '../../../contract';
import { Button } from '../../../shared/button';
import { Split } from '../../../shared/split';
import { EmptyState } from '../../../shared/states';
import { Tree, type TreeNode } from '../../../shared/tree';
import { useBoard } from '../board-context';
import { boardAsk, useBoardPlace } from '../board-place';
import { goalTree, type Goal } from './order';
import { SubtaskPanel } from './subtask-panel';

export const STATUS_ICONS: Record<SubtaskStatus, LucideIcon> = {
  todo: Circle,
  inProgress: Hourglass,
  done: CircleCheck,
  blocked: Ban,
  failed: CircleX,
  cancelled: CircleDashed,
};

/** The goal, and what has to be done for it. */
export function GoalsTab() {
  const { t } = useTranslation('blackboard');
  const { view, asOf } = useBoard();
  const { subtasks, summary } = view;
  const chosen = useBoardPlace((state) => state.subtask);
  const selected = subtasks.find(({ id }) => id === chosen) ?? null;
  const add = (
    <Button size="small" icon={<Plus aria-hidden />} isDisabled={asOf !== null} onPress={() => boardAsk('subtask')}>
      {t('addSubtask')}
    </Button>
  );
  return (
    <Split
      id="goals"
      label={t('splitSubtask')}
      direction="columns"
      size={380}
      least={260}
      most={800}
      closed={selected === null}
      main={
        <div className="board-keys">
          <div className="board-tools">
            <progress className="board-progress" aria-label={t('progress')} value={summary.subtasks.done} max={Math.max(1, summary.subtasks.total)} />
            <span className="board-hint tabular">{t('doneOf', { done: summary.subtasks.done, total: summary.subtasks.total })}</span>
            <span className="board-space" />
            {add}
          </div>
          <p className="board-goal-words">{summary.goal}</p>
          {subtasks.length === 0 ? (
            <EmptyState icon={<ListTodo aria-hidden />} title={t('noSubtasks')} actions={add}>
              {t('noSubtasksHelp')}
            </EmptyState>
          ) : (
            <div className="board-table board-goals">
              <SubtaskTree goals={goalTree(subtasks)} selected={selected?.id ?? null} />
            </div>
          )}
        </div>
      }
      side={selected === null ? null : <SubtaskPanel key={selected.id} subtask={selected} />}
    />
  );
}

function SubtaskTree({ goals, selected }: { goals: readonly Goal[]; selected: string | null }) {
  const { t } = useTranslation('blackboard');
  const { members } = useBoard().view;
  const nameOf = (id: string) => members.find((member) => member.id === id)?.name ?? id;
  const node = ({ subtask, next }: Goal): TreeNode => {
    const Icon = STATUS_ICONS[subtask.status];
    const status = subtask.ready ? t('ready') : t(`subtask_${subtask.status}`);
    return {
      id: subtask.id,
      label: subtask.description,
      hint: status,
      icon: <Icon aria-hidden data-status={subtask.status} />,
      mark: <Marks subtask={subtask} status={status} owner={subtask.assignee === null ? null : nameOf(subtask.assignee)} />,
      children: next.map(node),
    };
  };
  return (
    <Tree
      label={t('tab_goals')}
      nodes={goals.map(node)}
      selected={selected}
      onSelect={(id) => useBoardPlace.setState({ subtask: id })}
      expandLabel={t('expand')}
    />
  );
}

function Marks({ subtask, status, owner }: { subtask: SubtaskView; status: string; owner: string | null }) {
  const { t } = useTranslation('blackboard');
  return (
    <span className="board-goal-marks">
      {subtask.runs.length > 0 ? <span>{t('runsCount', { count: subtask.runs.length })}</span> : null}
      {owner === null ? null : <span>{owner}</span>}
      <span data-status={subtask.status}>{status}</span>
    </span>
  );
}
