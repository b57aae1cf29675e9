import { useTranslation } from 'react-i18next';
import type { RunSummary } from '../../contract';
import { Moment } from '../../shared/moment';
import { useRouter } from '../../stores/router';
import { stateOfSummary } from '../run/sentences/run-state';
import { StateMark } from '../run/sentences/state-mark';

/** How the latest run of a routine stands; a click shows it. */
export function LastRun({ run }: { run: RunSummary | null }) {
  const { t } = useTranslation(['library', 'run']);
  const openRun = useRouter((state) => state.openRun);
  if (!run) return <span className="last-run-none">{t('library:neverRun')}</span>;
  const state = stateOfSummary(run);
  return (
    <button
      type="button"
      className="last-run"
      onClick={(event) => {
        event.stopPropagation();
        openRun(run.runId, run.routine.path ?? '', run.routine.name);
      }}
    >
      <StateMark state={state} />
      <span className="last-run-words">{t(`run:state.${state}`)}</span>
      <span className="last-run-age">
        <Moment at={run.changedAt} />
      </span>
    </button>
  );
}
