import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asBackendError } from '../../../backend/backend-error';
import { backend } from '../../../backend/chosen';
import type { EntryOperation, EntryView, JsonValue } from '../../../contract';
import { Button } from '../../../shared/button';
import { TextField } from '../../../shared/field';
import { parsed } from '../../../shared/parsed';
import { Select } from '../../../shared/select';
import { useBoard } from '../board-context';
import { useBoardPlace } from '../board-place';
import { useWriter } from '../provenance';
import { MergeDialog } from './merge-dialog';

type Writing = Exclude<EntryOperation, 'delete'>;

const OPERATIONS: readonly Writing[] = ['set', 'append', 'increment', 'merge', 'deepMerge'];

/**
 * Writes an entry. A value in place of another one is only written over the version that it was made from; the other operations
 * add to whatever is there.
 */
export function ValueEdit({ entry }: { entry: EntryView }) {
  const { t } = useTranslation('blackboard');
  const { swarmId } = useBoard();
  const writer = useWriter();
  // What is edited stays what it was when editing began, whatever is written meanwhile.
  const [base] = useState(() => ({ version: entry.line.version, value: entry.value.value }));
  const [operation, setOperation] = useState<Writing>('set');
  const [text, setText] = useState(() => (entry.line.deleted ? '' : JSON.stringify(base.value, null, 2)));
  const [failure, setFailure] = useState<string | null>(null);
  const [mine, setMine] = useState<JsonValue | undefined>();
  const { value, error } = parsed(text);
  const done = () => useBoardPlace.setState({ isEditing: false });
  const save = () => {
    if (value === undefined) return;
    setFailure(null);
    const expected = operation === 'set' ? { expectedVersion: base.version } : {};
    backend()
      .postEntry({ swarmId, key: entry.line.key, operation, value, ...expected })
      .then(done, (problem: unknown) => {
        const { code, message } = asBackendError(problem);
        if (code === 'conflict') setMine(value);
        else setFailure(message);
      });
  };
  return (
    <div className="board-edit">
      <Select
        size="small"
        label={t('how')}
        value={operation}
        choices={OPERATIONS.map((one) => ({ value: one, label: t(`operation_${one}`) }))}
        onChange={(chosen) => {
          setOperation(chosen);
          if (chosen !== 'set' && operation === 'set') setText('');
        }}
      />
      <TextField label={t('json')} description={t(`help_${operation}`)} error={text.trim() === '' ? null : error} value={text} onChange={setText} rows={14} mono focusFirst onSend={save} />
      {entry.line.version > base.version ? <p className="board-warning">{t('editedMeanwhile', { version: entry.line.version, who: writer(entry.line.written) })}</p> : null}
      {failure === null ? null : (
        <p className="board-error" role="alert">
          {failure}
        </p>
      )}
      <div className="board-edit-actions">
        <Button onPress={done}>{t('cancel')}</Button>
        <Button kind="primary" isDisabled={value === undefined} onPress={save}>
          {t('write')}
        </Button>
      </div>
      {mine === undefined ? null : <MergeDialog entryKey={entry.line.key} baseVersion={base.version} mine={mine} onWritten={done} onClose={() => setMine(undefined)} />}
    </div>
  );
}
