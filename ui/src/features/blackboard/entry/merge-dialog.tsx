import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asBackendError } from '../../../backend/backend-error';
import { backend } from '../../../backend/chosen';
import type { EntryMerge, JsonValue, MergeLine, MergeSide, ValueAt } from '../../../contract';
import { Button } from '../../../shared/button';
import { Choice } from '../../../shared/choice';
import { Dialog } from '../../../shared/dialog';
import { Loading } from '../../../shared/states';
import { useBoard } from '../board-context';

interface MergeDialogProps {
  entryKey: string;
  baseVersion: number;
  mine: JsonValue;
  onWritten: () => void;
  onClose: () => void;
}

type Taken = Readonly<Record<string, MergeSide>>;

/** Somebody has written the entry meanwhile: what I made, what both began with, what is there now. */
export function MergeDialog({ entryKey, baseVersion, mine, onWritten, onClose }: MergeDialogProps) {
  const { t } = useTranslation('blackboard');
  const { swarmId } = useBoard();
  const [taken, setTaken] = useState<Taken>({});
  const [merge, setMerge] = useState<EntryMerge | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const asked = useRef(0);
  const look = useCallback(() => {
    const number = ++asked.current;
    backend()
      .mergeEntry({ swarmId, key: entryKey, baseVersion, mine, taken })
      .then(
        (answer) => number === asked.current && setMerge(answer),
        (problem: unknown) => setFailure(asBackendError(problem).message),
      );
  }, [swarmId, entryKey, baseVersion, mine, taken]);
  useEffect(look, [look]);

  const write = (value: JsonValue) => {
    if (!merge) return;
    setFailure(null);
    backend()
      .postEntry({ swarmId, key: entryKey, operation: 'set', value, expectedVersion: merge.theirsVersion })
      .then(onWritten, (problem: unknown) => {
        const { code, message } = asBackendError(problem);
        setFailure(code === 'conflict' ? t('conflictAgain') : message);
        if (code === 'conflict') look();
      });
  };

  return (
    <Dialog
      role="alertdialog"
      className="board-merge"
      title={t('conflictTitle', { key: entryKey })}
      open
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onPress={onClose}>
            {t('backToEdit')}
          </Button>
          <Button onPress={onWritten}>{t('keepTheirs')}</Button>
          <Button isDisabled={!merge} onPress={() => write(mine)}>
            {t('overwrite')}
          </Button>
          <Button kind="primary" isDisabled={!merge} onPress={() => merge && write(merge.merged)}>
            {t('writeMerged')}
          </Button>
        </>
      }
    >
      <p>{merge ? t('conflictHelp', { base: merge.baseVersion, theirs: merge.theirsVersion }) : ''}</p>
      {failure === null ? null : (
        <p className="board-error" role="alert">
          {failure}
        </p>
      )}
      {merge ? <Lines merge={merge} onTake={(path, side) => setTaken((known) => ({ ...known, [path]: side }))} /> : <Loading label={t('compare')} />}
    </Dialog>
  );
}

function Lines({ merge, onTake }: { merge: EntryMerge; onTake: (path: string, side: MergeSide) => void }) {
  const { t } = useTranslation('blackboard');
  return (
    <>
      <div className="board-scroll">
        <table className="board-lines">
          <thead>
            <tr>
              <th scope="col">{t('place')}</th>
              <th scope="col">{t('mine')}</th>
              <th scope="col">{t('base')}</th>
              <th scope="col">{t('theirs')}</th>
              <th scope="col">{t('taken')}</th>
            </tr>
          </thead>
          <tbody>
            {merge.lines.map((line) => (
              <Line key={line.path} line={line} onTake={onTake} />
            ))}
          </tbody>
        </table>
      </div>
      <h3 className="board-heading">{t('merged')}</h3>
      <pre className="board-json">{JSON.stringify(merge.merged, null, 2)}</pre>
    </>
  );
}

function Line({ line, onTake }: { line: MergeLine; onTake: (path: string, side: MergeSide) => void }) {
  const { t } = useTranslation('blackboard');
  const place = line.path === '' ? t('whole') : line.path;
  return (
    <tr data-conflict={line.conflict}>
      <th scope="row">
        <code>{place}</code>
      </th>
      <td data-taken={line.taken === 'mine'}>
        <At value={line.mine} />
      </td>
      <td>
        <At value={line.base} />
      </td>
      <td data-taken={line.taken === 'theirs'}>
        <At value={line.theirs} />
      </td>
      <td>
        {line.conflict ? (
          <Choice
            label={t('takenAt', { place })}
            labelHidden
            value={line.taken}
            choices={[
              { value: 'mine', label: t('mine') },
              { value: 'theirs', label: t('theirs') },
            ]}
            onChange={(side) => onTake(line.path, side)}
          />
        ) : (
          t(line.taken)
        )}
      </td>
    </tr>
  );
}

/** A value at a place, or that nothing is there. */
export function At({ value }: { value: ValueAt | null }) {
  const { t } = useTranslation('blackboard');
  if (value === null) return <span className="board-hint">{t('nothingThere')}</span>;
  return <code className="board-at">{JSON.stringify(value.value)}</code>;
}
