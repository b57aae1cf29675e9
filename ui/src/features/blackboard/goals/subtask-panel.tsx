import { Pencil, Play, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubtaskView } from '../../../contract';
import { Button } from '../../../shared/button';
import { IconButton } from '../../../shared/icon-button';
import { useBoard } from '../board-context';
import { openEntry, useBoardPlace } from '../board-place';
import { RunLink } from '../provenance';
import { Amount } from '../credits/amount';
import { Fact } from '../team-tab';
import { blockWords } from '../words';
import { StartFor } from './start-for';
import { SubtaskDialog } from './subtask-dialog';
import { useKeysOf } from './use-keys-of';

/** One subtask: how it stands, who does it, what came of it. */
export function SubtaskPanel({ subtask }: { subtask: SubtaskView }) {
  const { t } = useTranslation('blackboard');
  const { view, asOf } = useBoard();
  const [asked, setAsked] = useState<'edit' | 'start' | null>(null);
  const nameOf = (id: string) => view.subtasks.find((other) => other.id === id)?.description ?? id;
  const owner = view.members.find(({ id }) => id === subtask.assignee)?.name ?? subtask.assignee;
  const keys = useKeysOf(subtask);
  const canStart = asOf === null && subtask.status !== 'done' && subtask.status !== 'cancelled';
  return (
    <section className="board-entry" aria-label={subtask.description}>
      <header className="board-entry-head">
        <strong className="board-cut" title={subtask.description}>
          {subtask.description}
        </strong>
        <span className="board-space" />
        <IconButton size="small" label={t('edit')} icon={<Pencil aria-hidden />} isDisabled={asOf !== null} onPress={() => setAsked('edit')} />
        <IconButton size="small" label={t('closeSubtask')} icon={<X aria-hidden />} onPress={() => useBoardPlace.setState({ subtask: null })} />
      </header>
      <div className="board-page">
        <dl className="board-facts">
          <Fact name={t('status')} words={subtask.ready ? t('ready') : t(`subtask_${subtask.status}`)} />
          {subtask.blocked === null ? null : <Fact name={t('why')} words={blockWords(t, subtask.blocked, nameOf)} />}
          <Fact name={t('owner')} words={owner ?? t('nobody')} />
          <Fact name={t('priority')} words={subtask.priority} />
          <Fact name={t('routine')} words={subtask.routine ?? t('chosenLater')} />
          {subtask.dependsOn.length === 0 ? null : <Fact name={t('waitsFor')} words={subtask.dependsOn.map(nameOf).join(' · ')} />}
        </dl>
        <Button size="small" icon={<Play aria-hidden />} isDisabled={!canStart} onPress={() => setAsked('start')}>
          {t('startRoutine')}
        </Button>
        <h2 className="board-heading">{t('runs')}</h2>
        {subtask.runs.length === 0 ? <p className="board-hint">{t('noRunsYet')}</p> : null}
        <ul className="board-people">
          {subtask.runs.map(({ runId, routine, spent }) => (
            <li key={runId}>
              <RunLink runId={runId} name={routine} />
              <span className="board-space" />
              <span className="board-hint">
                <Amount credits={spent} unit />
              </span>
            </li>
          ))}
        </ul>
        <h2 className="board-heading">{t('tab_keys')}</h2>
        {keys?.length === 0 ? <p className="board-hint">{t('noKeysYet')}</p> : null}
        <ul className="board-people">
          {(keys ?? []).map((key) => (
            <li key={key}>
              <button type="button" className="board-link" onClick={() => openEntry(key)}>
                <code>{key}</code>
              </button>
            </li>
          ))}
        </ul>
      </div>
      {asked === 'edit' ? <SubtaskDialog subtask={subtask} onClose={() => setAsked(null)} /> : null}
      {asked === 'start' ? <StartFor subtask={subtask} onClose={() => setAsked(null)} /> : null}
    </section>
  );
}
