import { useTranslation } from 'react-i18next';
import type { RoutineSummary } from '../../contract';
import { openInDesigner } from './actions';
import { LastRun } from './last-run';
import { Problems } from './problems';
import { Proposals } from './proposals';
import { RoutineActions } from './routine-menu';
import { FileThumbnail } from './thumbnail/thumbnail';

/** Routines as drawings. */
export function RoutineCards({ routines }: { routines: readonly RoutineSummary[] }) {
  const { t } = useTranslation('library');
  return (
    <ul className="cards" aria-label={t('table')}>
      {routines.map((routine) => (
        <li key={routine.path} className="card">
          <button type="button" className="card-open" onClick={() => openInDesigner(routine)}>
            <span className="card-drawing">
              <FileThumbnail path={routine.path} version={routine.version} bytes={routine.bytes} />
            </span>
            <span className="routine-title" title={routine.name}>
              {routine.name}
            </span>
          </button>
          <div className="card-foot">
            {routine.problems.errors + routine.problems.warnings > 0 ? <Problems problems={routine.problems} /> : <LastRun run={routine.lastRun} />}
            <Proposals path={routine.path} />
            <span className="card-actions">
              <RoutineActions routine={routine} />
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}
