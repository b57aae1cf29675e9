import { GitFork, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { ForkedVariable, ScopeView } from '../../../contract';
import { Button } from '../../../shared/button';
import { Dialog } from '../../../shared/dialog';
import { TextField } from '../../../shared/field';
import { IconButton } from '../../../shared/icon-button';
import { parsed } from '../../../shared/parsed';
import { Select } from '../../../shared/select';
import { useRouter } from '../../../stores/router';
import { tellFailure } from '../../../stores/tell-failure';
import type { Past } from '../../../stores/run/past';
import { useNames } from '../names';

/** A variable that shall be otherwise: which one, and its value as JSON. */
interface Edit {
  id: number;
  place: string;
  text: string;
}

interface Place {
  id: string;
  scope: ScopeView;
  name: string;
}

const placesOf = (scopes: readonly ScopeView[]): readonly Place[] =>
  scopes.filter(({ ended }) => !ended).flatMap((scope) => Object.keys(scope.variables).map((name) => ({ id: JSON.stringify([scope.id, name]), scope, name })));

interface ForkDialogProps {
  past: Past;
  path: string;
  title: string;
  onClose: () => void;
}

/** Begins another run with this past: what differs in it, then it opens, paused. Nothing is paid again. */
export default function ForkDialog({ past, path, title, onClose }: ForkDialogProps) {
  const { t } = useTranslation('run');
  const names = useNames();
  const [edits, setEdits] = useState<readonly Edit[]>([]);
  const [isAsking, setAsking] = useState(false);
  const places = placesOf(past.view.scopes);
  const valueOf = (id: string) => {
    const place = places.find((known) => known.id === id);
    const value = place?.scope.variables[place.name];
    return value === undefined ? '' : value.reference === null ? JSON.stringify(value.value, null, 2) : '';
  };
  const change = (id: number, part: Partial<Edit>) => setEdits(edits.map((edit) => (edit.id === id ? { ...edit, ...part } : edit)));
  const isWrong = ({ text }: Edit) => parsed(text).value === undefined;
  const add = () => {
    const free = places.find(({ id }) => !edits.some(({ place }) => place === id));
    if (free) setEdits([...edits, { id: Math.max(0, ...edits.map(({ id }) => id)) + 1, place: free.id, text: valueOf(free.id) }]);
  };
  const fork = () => {
    const variables = edits.flatMap((edit): ForkedVariable[] => {
      const place = places.find(({ id }) => id === edit.place);
      const { value } = parsed(edit.text);
      return place && value !== undefined ? [{ scopeId: place.scope.id, name: place.name, value }] : [];
    });
    setAsking(true);
    backend()
      .forkRun({ runId: past.view.runId, at: past.seq, variables })
      .then(({ runId }) => {
        onClose();
        useRouter.getState().openRun(runId, path, t('timeline.forkTitle', { title }));
      }, tellFailure)
      .finally(() => setAsking(false));
  };
  return (
    <Dialog
      title={t('timeline.forkAt', { seq: past.seq })}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('timeline.forkNot')}</Button>
          <Button kind="primary" icon={<GitFork aria-hidden />} isDisabled={isAsking || edits.some(isWrong)} onPress={fork}>
            {t('timeline.forkHere')}
          </Button>
        </>
      }
    >
      <p>{t('timeline.forkHelp')}</p>
      <div className="fork-values">
        {edits.map((edit) => (
          <div key={edit.id} className="fork-value">
            <Select
              label={t('timeline.forkVariable')}
              value={edit.place}
              choices={places.map(({ id, name, scope }) => ({ value: id, label: scope.parent === null ? name : `${name} (${names.element(scope.element)})` }))}
              onChange={(place) => change(edit.id, { place, text: valueOf(place) })}
            />
            <TextField
              label={t('timeline.forkValue')}
              value={edit.text}
              mono
              rows={2}
              error={isWrong(edit) ? t('timeline.forkNoJson') : null}
              onChange={(text) => change(edit.id, { text })}
            />
            <IconButton label={t('timeline.forkLeave')} icon={<Trash2 aria-hidden />} onPress={() => setEdits(edits.filter(({ id }) => id !== edit.id))} />
          </div>
        ))}
        <Button size="small" icon={<Plus aria-hidden />} isDisabled={edits.length >= places.length} onPress={add}>
          {t('timeline.forkChange')}
        </Button>
      </div>
    </Dialog>
  );
}
