import { useTranslation } from 'react-i18next';
import type { Provenance } from '../../contract';
import { useRouter } from '../../stores/router';

/** Who did something, in words. */
export function useWriter(): (from: Provenance) => string {
  const { t } = useTranslation('blackboard');
  return ({ by, member }) => member ?? t(`by_author_${by}`);
}

/** Who wrote something, with the way to the run that did. */
export function Writer({ written }: { written: Provenance }) {
  const { runId, routine, stepId } = written;
  const who = useWriter()(written);
  return (
    <span className="board-writer" title={stepId === null ? who : `${who} → ${stepId}`}>
      <span className="board-cut">{who}</span>
      {runId === null ? null : (
        <>
          <span aria-hidden>→</span>
          <RunLink runId={runId} name={routine} />
        </>
      )}
    </span>
  );
}

/** Opens a run in a tab of its own. */
export function RunLink({ runId, name }: { runId: string; name: string | null }) {
  const { t } = useTranslation('blackboard');
  const words = name ?? runId;
  return (
    <button type="button" className="board-link" title={t('openRun', { name: words })} onClick={() => useRouter.getState().openRun(runId, '', words)}>
      {words}
    </button>
  );
}
