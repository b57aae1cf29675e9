import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asBackendError } from '../../../backend/backend-error';
import { backend } from '../../../backend/chosen';
import type { EntryDiff, EntryLine } from '../../../contract';
import { TextField } from '../../../shared/field';
import { Loading } from '../../../shared/states';
import { useBoard } from '../board-context';
import { compareVersions, useBoardPlace } from '../board-place';
import { At } from './merge-dialog';

/** Differences drawn at most; values with more have changed as a whole. */
const MOST = 500;

/** What differs between any two versions. */
export function CompareTab({ line }: { line: EntryLine }) {
  const { t } = useTranslation('blackboard');
  const { swarmId } = useBoard();
  const chosen = useBoardPlace((state) => state.compared);
  const { from, to } = chosen ?? { from: Math.max(1, line.version - 1), to: line.version };
  const [diff, setDiff] = useState<EntryDiff | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    backend()
      .diffEntry({ swarmId, key: line.key, fromVersion: from, toVersion: to })
      .then(
        (answer) => {
          if (!isWanted) return;
          setDiff(answer);
          setFailure(null);
        },
        (problem: unknown) => isWanted && setFailure(asBackendError(problem).message),
      );
    return () => {
      isWanted = false;
    };
  }, [swarmId, line.key, from, to]);
  const choose = (text: string, change: (version: number) => void) => {
    const version = Number(text);
    if (Number.isInteger(version) && version >= 1 && version <= line.version) change(version);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keys
    <div className="board-page" tabIndex={0} role="region" aria-label={t('compare')}>
      <div className="board-versions">
        <TextField label={t('fromVersion')} value={String(from)} onChange={(text) => choose(text, (version) => compareVersions(version, to))} inputMode="decimal" />
        <TextField label={t('toVersion')} value={String(to)} onChange={(text) => choose(text, (version) => compareVersions(from, version))} inputMode="decimal" />
      </div>
      {failure !== null ? (
        <p className="board-error" role="alert">
          {failure}
        </p>
      ) : diff === null ? (
        <Loading label={t('compare')} />
      ) : (
        <Differences diff={diff} />
      )}
    </div>
  );
}

function Differences({ diff: { differences } }: { diff: EntryDiff }) {
  const { t } = useTranslation('blackboard');
  if (differences.length === 0) return <p className="board-hint">{t('noDifference')}</p>;
  return (
    <>
      <p className="board-hint">{t('differences', { count: differences.length })}</p>
      <ul className="board-diff" aria-label={t('compare')}>
        {differences.slice(0, MOST).map(({ path, before, after }) => (
          <li key={path}>
            <code className="board-diff-place">{path === '' ? t('whole') : path}</code>
            {before === null ? null : (
              <del>
                <span aria-hidden>−</span> <At value={before} />
              </del>
            )}
            {after === null ? null : (
              <ins>
                <span aria-hidden>+</span> <At value={after} />
              </ins>
            )}
          </li>
        ))}
      </ul>
      {differences.length > MOST ? <p className="board-hint">{t('moreDifferences', { count: differences.length - MOST })}</p> : null}
    </>
  );
}
