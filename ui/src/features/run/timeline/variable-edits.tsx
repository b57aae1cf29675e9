import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ForkedVariable, ScopeView } from '../../../contract';
import { Button } from '../../../shared/button';
import { TextField } from '../../../shared/field';
import { IconButton } from '../../../shared/icon-button';
import { parsed } from '../../../shared/parsed';
import { Select } from '../../../shared/select';
import { useNames } from '../names';
import './timeline.css';

/** A variable that shall be otherwise: which one, and its value as JSON. */
export interface Edit {
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

/** Whether what was written is no value. */
export const isWrongEdit = ({ text }: Edit): boolean => parsed(text).value === undefined;

/** The edits as they are asked for; what is no value is left out. */
export const editedVariables = (scopes: readonly ScopeView[], edits: readonly Edit[]): ForkedVariable[] =>
  edits.flatMap((edit): ForkedVariable[] => {
    const place = placesOf(scopes).find(({ id }) => id === edit.place);
    const { value } = parsed(edit.text);
    return place && value !== undefined ? [{ scopeId: place.scope.id, name: place.name, value }] : [];
  });

interface VariableEditsProps {
  scopes: readonly ScopeView[];
  edits: readonly Edit[];
  onChange: (edits: readonly Edit[]) => void;
}

/** Variables of a moment that shall be otherwise in another run. */
export function VariableEdits({ scopes, edits, onChange }: VariableEditsProps) {
  const { t } = useTranslation('run');
  const names = useNames();
  const places = placesOf(scopes);
  const valueOf = (id: string) => {
    const place = places.find((known) => known.id === id);
    const value = place?.scope.variables[place.name];
    return value === undefined ? '' : value.reference === null ? JSON.stringify(value.value, null, 2) : '';
  };
  const change = (id: number, part: Partial<Edit>) => onChange(edits.map((edit) => (edit.id === id ? { ...edit, ...part } : edit)));
  const add = () => {
    const free = places.find(({ id }) => !edits.some(({ place }) => place === id));
    if (free) onChange([...edits, { id: Math.max(0, ...edits.map(({ id }) => id)) + 1, place: free.id, text: valueOf(free.id) }]);
  };
  return (
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
            error={isWrongEdit(edit) ? t('timeline.forkNoJson') : null}
            onChange={(text) => change(edit.id, { text })}
          />
          <IconButton label={t('timeline.forkLeave')} icon={<Trash2 aria-hidden />} onPress={() => onChange(edits.filter(({ id }) => id !== edit.id))} />
        </div>
      ))}
      <Button size="small" icon={<Plus aria-hidden />} isDisabled={edits.length >= places.length} onPress={add}>
        {t('timeline.forkChange')}
      </Button>
    </div>
  );
}
