import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import { Form } from '@bpmn-io/form-js-viewer';
import { useEffect, useRef, useState } from 'react';
import type { JsonValue, OpenTaskView } from '../../../contract';
import { Button } from '../../../shared/button';
import { tellFailure } from '../../../stores/tell-failure';
import './drawn-form.css';

interface DrawnFormProps {
  task: OpenTaskView;
  submit: string;
  onSubmit: (outputs: Record<string, JsonValue>) => Promise<unknown>;
}

/** What the form can show: what went into the step, and what its fields hold at first. */
function begunWith({ inputs, fields }: OpenTaskView): Record<string, JsonValue> {
  const values = Object.entries(inputs).flatMap(([name, view]) => (view.reference === null ? [[name, view.value] as const] : []));
  const held = fields.filter(({ value }) => value !== null).map(({ key, value }) => [key, value] as const);
  return Object.fromEntries([...values, ...held]);
}

/** The form that was drawn for this work, as its maker drew it. */
export default function DrawnForm({ task, submit, onSubmit }: DrawnFormProps) {
  const host = useRef<HTMLDivElement>(null);
  const [form, setForm] = useState<Form | null>(null);
  const { form: schema } = task;
  const begun = useRef(task);

  useEffect(() => {
    if (!host.current || typeof schema !== 'object' || schema === null) return;
    const made = new Form({ container: host.current });
    let isWanted = true;
    made.importSchema(schema, begunWith(begun.current)).then(() => isWanted && setForm(made), tellFailure);
    return () => {
      isWanted = false;
      setForm(null);
      made.destroy();
    };
  }, [schema]);

  const send = () => {
    if (!form) return;
    const { data: values, errors } = form.submit();
    if (Object.keys(errors).length === 0) onSubmit(values as Record<string, JsonValue>).catch(tellFailure);
  };
  return (
    <div className="drawn-form">
      <div ref={host} />
      <div className="panel-actions">
        <Button kind="primary" isDisabled={form === null} onPress={send}>
          {submit}
        </Button>
      </div>
    </div>
  );
}
