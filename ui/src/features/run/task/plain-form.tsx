import { Plus } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormField, JsonValue, OpenTaskView } from '../../../contract';
import { Button } from '../../../shared/button';
import { TextField } from '../../../shared/field';
import { tellFailure } from '../../../stores/tell-failure';
import { Fields } from './fields';
import { draftsOf, readForm, type Fault } from './form-values';

interface PlainFormProps {
  task: OpenTaskView;
  submit: string;
  onSubmit: (outputs: Record<string, JsonValue>) => Promise<unknown>;
}

const added = (key: string): FormField => ({ key, label: key, description: null, kind: 'json', required: false, options: [], value: null });

/** A value that was typed without quotes is a text. */
const lenient = (text: string): string => {
  try {
    JSON.parse(text);
    return text;
  } catch {
    return JSON.stringify(text);
  }
};

/** A form made from the variables that the step gives, and whatever else one wants to give. */
export function PlainForm({ task, submit, onSubmit }: PlainFormProps) {
  const { t } = useTranslation('run');
  const [drafts, setDrafts] = useState(() => draftsOf(task.fields));
  const [more, setMore] = useState<readonly { name: string; value: string }[]>([]);
  const [faults, setFaults] = useState<Readonly<Record<string, Fault>>>({});

  const send = (event: FormEvent) => {
    event.preventDefault();
    const extra = more.filter(({ name }) => name.trim() !== '');
    const read = readForm(
      [...task.fields, ...extra.map(({ name }) => added(name.trim()))],
      { ...drafts, ...Object.fromEntries(extra.map(({ name, value }) => [name.trim(), lenient(value)])) },
    );
    setFaults(read.faults);
    if (Object.keys(read.faults).length === 0) onSubmit(read.values).catch(tellFailure);
  };
  const change = (place: number, part: Partial<{ name: string; value: string }>) =>
    setMore(more.map((one, index) => (index === place ? { ...one, ...part } : one)));

  return (
    <form className="panel-form" onSubmit={send} noValidate>
      <Fields fields={task.fields} drafts={drafts} faults={faults} onChange={setDrafts} />
      {task.fields.length === 0 && task.audience === 'person' && more.length === 0 ? <p className="panel-hint">{t('task.noFields')}</p> : null}
      {more.map(({ name, value }, place) => (
        // oxlint-disable-next-line react/no-array-index-key -- rows are only ever added at the end
        <div key={place} className="added-field">
          <TextField label={t('task.fieldName')} value={name} onChange={(text) => change(place, { name: text })} />
          <TextField label={t('task.fieldValue')} value={value} mono onChange={(text) => change(place, { value: text })} />
        </div>
      ))}
      <div className="panel-actions">
        <Button kind="primary" type="submit">
          {submit}
        </Button>
        {task.audience === 'manual' ? null : (
          <Button kind="quiet" icon={<Plus aria-hidden />} onPress={() => setMore([...more, { name: '', value: '' }])}>
            {t('task.addField')}
          </Button>
        )}
      </div>
    </form>
  );
}
