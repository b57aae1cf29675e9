import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonValue, OpenTaskView } from '../../../contract';
import { Button } from '../../../shared/button';
import { Choice } from '../../../shared/choice';
import { tellFailure } from '../../../stores/tell-failure';
import { Fields } from '../task/fields';
import { draftsOf, readForm, type Fault } from '../task/form-values';
import { JsonOutputs } from '../task/json-outputs';
import { Composer } from './composer';

interface OutputsFormProps {
  task: OpenTaskView;
  asked: keyof typeof WORDS;
  onConfirm: (outputs: Record<string, JsonValue>) => Promise<unknown>;
  onSay: (text: string) => Promise<unknown>;
}

type Way = 'form' | 'json' | 'words';

/** What is said above the form and on its button. */
const WORDS = {
  confirm: { title: 'chat.offered', submit: 'record.confirm' },
  give: { title: 'chat.asked', submit: 'chat.give' },
  inputs: { title: 'chat.askedInputs', submit: 'chat.giveInputs' },
} as const;

/** What a conversation has come to, to be agreed on or changed, or talked about further; or what a person gives in a model's place. */
export function OutputsForm({ task, asked, onConfirm, onSay }: OutputsFormProps) {
  const { t } = useTranslation('run');
  const [way, setWay] = useState<Way>(task.fields.length > 0 ? 'form' : 'json');
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    // Who has just sent their words goes on here; nobody is taken away from elsewhere.
    if (document.activeElement === document.body) box.current?.querySelector<HTMLElement>('.panel-form input, textarea')?.focus();
  }, []);
  const submit = t(WORDS[asked].submit);
  const ways = [
    ...(task.fields.length > 0 ? [{ value: 'form', label: t('task.form') }] : []),
    { value: 'json', label: t('task.json') },
    { value: 'words', label: t(asked === 'confirm' ? 'chat.talkOn' : 'chat.inWords') },
  ];
  return (
    <section ref={box} className="chat-outputs" aria-label={submit}>
      <h3 className="panel-title">{t(WORDS[asked].title)}</h3>
      <Choice label={t('chat.way')} labelHidden value={way} choices={ways} onChange={(chosen) => setWay(chosen as Way)} />
      {way === 'words' ? (
        <Composer onSay={onSay} />
      ) : way === 'json' ? (
        <JsonOutputs submit={submit} begin={Object.fromEntries(task.fields.map(({ key, value }) => [key, value]))} onSubmit={onConfirm} />
      ) : (
        <DeclaredForm task={task} submit={submit} onConfirm={onConfirm} />
      )}
    </section>
  );
}

/** A field for each declared output. */
function DeclaredForm({ task, submit, onConfirm }: Pick<OutputsFormProps, 'task' | 'onConfirm'> & { submit: string }) {
  const [drafts, setDrafts] = useState(() => draftsOf(task.fields));
  const [faults, setFaults] = useState<Readonly<Record<string, Fault>>>({});
  const send = (event: FormEvent) => {
    event.preventDefault();
    const read = readForm(task.fields, drafts);
    setFaults(read.faults);
    if (Object.keys(read.faults).length === 0) onConfirm(read.values).catch(tellFailure);
  };
  return (
    <form className="panel-form" onSubmit={send} noValidate>
      <Fields fields={task.fields} drafts={drafts} faults={faults} onChange={setDrafts} />
      <div className="panel-actions">
        <Button kind="primary" type="submit">
          {submit}
        </Button>
      </div>
    </form>
  );
}
