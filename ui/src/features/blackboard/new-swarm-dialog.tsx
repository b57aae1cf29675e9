import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asBackendError } from '../../backend/backend-error';
import { backend } from '../../backend/chosen';
import type { SwarmSource } from '../../contract';
import { Button } from '../../shared/button';
import { Dialog } from '../../shared/dialog';
import { TextField } from '../../shared/field';
import { Tabs } from '../../shared/tabs';
import { noteSwarms, showSwarm } from '../../stores/swarm/swarms';
import { useBoardPlace } from './board-place';

const CREDITS = /^\d+(\.\d{1,6})?$/;

/** Makes a swarm: from a few words, or from its file. */
export function NewSwarmDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('blackboard');
  const [way, setWay] = useState('form');
  const [name, setName] = useState('');
  const [goal, setGoal] = useState('');
  const [credits, setCredits] = useState('');
  const [subtasks, setSubtasks] = useState('');
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const isCredits = credits.trim() === '' || CREDITS.test(credits.trim());
  const isComplete = way === 'file' ? file !== null : name.trim() !== '' && goal.trim() !== '' && isCredits;
  const source = (): SwarmSource =>
    way === 'file'
      ? { source: 'text', text: file?.text ?? '' }
      : {
          source: 'form',
          name: name.trim(),
          goal: goal.trim(),
          credits: credits.trim() === '' ? null : credits.trim(),
          subtasks: subtasks
            .split('\n')
            .map((line) => line.trim())
            .filter((line) => line !== ''),
        };
  const make = () => {
    backend()
      .createSwarm({ swarm: source() })
      .then(
        (swarm) => {
          noteSwarms([swarm]);
          showSwarm(swarm.swarmId);
          useBoardPlace.setState({ tab: 'goals', entry: null, subtask: null });
          onClose();
        },
        (problem: unknown) => setFailure(asBackendError(problem).message),
      );
  };
  const read = (picked: File | undefined) => {
    setFailure(null);
    if (picked) void picked.text().then((text) => setFile({ name: picked.name, text }));
  };
  return (
    <Dialog
      title={t('newSwarm')}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button kind="primary" isDisabled={!isComplete} onPress={make}>
            {t('makeSwarm')}
          </Button>
        </>
      }
    >
      <Tabs
        label={t('newSwarm')}
        selected={way}
        onSelect={setWay}
        items={[
          {
            id: 'form',
            label: t('fromForm'),
            content: (
              <div className="board-form">
                <TextField label={t('name')} value={name} onChange={setName} required focusFirst />
                <TextField label={t('goal')} description={t('goalHelp')} value={goal} onChange={setGoal} rows={3} required />
                <TextField label={t('cap')} description={t('capHelp')} value={credits} onChange={setCredits} inputMode="decimal" error={isCredits ? null : t('wrongCredits')} />
                <TextField label={t('firstSubtasks')} description={t('firstSubtasksHelp')} value={subtasks} onChange={setSubtasks} rows={4} />
              </div>
            ),
          },
          {
            id: 'file',
            label: t('fromFile'),
            content: (
              <div className="board-form">
                <p>{t('fromFileHelp')}</p>
                <label className="board-file">
                  <span>{file?.name ?? t('chooseFile')}</span>
                  <input type="file" accept=".json,.swarm" onChange={(event) => read(event.target.files?.[0])} />
                </label>
              </div>
            ),
          },
        ]}
      />
      {failure === null ? null : (
        <p className="board-error" role="alert">
          {failure}
        </p>
      )}
    </Dialog>
  );
}
