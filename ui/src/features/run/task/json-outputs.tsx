import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonValue } from '../../../contract';
import { Button } from '../../../shared/button';
import { TextField } from '../../../shared/field';
import { tellFailure } from '../../../stores/tell-failure';
import { readRecord } from './form-values';

interface JsonOutputsProps {
  /** The verb on the button. */
  submit: string;
  /** What stands there at first. */
  begin?: Readonly<Record<string, JsonValue>>;
  onSubmit: (values: Record<string, JsonValue>) => Promise<unknown>;
  onCancel?: () => void;
}

/** Values as one JSON object. */
export function JsonOutputs({ submit, begin = {}, onSubmit, onCancel }: JsonOutputsProps) {
  const { t } = useTranslation('run');
  const [text, setText] = useState(() => JSON.stringify(begin, null, 2));
  const [error, setError] = useState<string | null>(null);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const values = readRecord(text);
    if (!values) {
      setError(t('task.badRecord'));
      return;
    }
    setError(null);
    onSubmit(values).catch(tellFailure);
  };
  return (
    <form className="panel-form" onSubmit={send}>
      <TextField label={t('task.json')} value={text} onChange={setText} rows={7} mono error={error} />
      <div className="panel-actions">
        <Button kind="primary" type="submit">
          {submit}
        </Button>
        {onCancel ? <Button onPress={onCancel}>{t('task.cancel')}</Button> : null}
      </div>
    </form>
  );
}
