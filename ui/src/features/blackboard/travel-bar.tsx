import { Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/button';
import { exactTime } from '../../shared/time';
import { useRouter } from '../../stores/router';
import { lookAt, lookAtNow, useCursor } from '../../stores/swarm/cursor';
import { useBoard } from './board-context';
import { useBoardPlace } from './board-place';

/** A cursor that is dragged asks for a state at most this often. */
const CALM_MS = 120;

/** The moment that is looked at: by event, or by the clock. */
export function TravelBar({ lastSeq }: { lastSeq: number }) {
  const { t, i18n } = useTranslation('blackboard');
  const { view } = useBoard();
  const { asOf, run } = useCursor();
  const openRun = useRouter((state) => state.openRun);
  const isTravelling = useBoardPlace((state) => state.isTravelling);
  const [dragged, setDragged] = useState<number | null>(null);
  useEffect(() => {
    if (dragged === null) return;
    const calm = setTimeout(() => {
      if (dragged >= lastSeq) lookAtNow();
      else lookAt({ by: 'seq', seq: dragged });
      setDragged(null);
    }, CALM_MS);
    return () => clearTimeout(calm);
  }, [dragged, lastSeq]);
  if (!isTravelling && asOf === null) return null;
  const shown = dragged ?? (asOf === null ? lastSeq : view.summary.seq);
  const back = () => {
    lookAtNow();
    useBoardPlace.setState({ isTravelling: false });
  };
  return (
    <div className="board-travel" data-past={asOf !== null}>
      <label className="board-travel-event">
        <span className="visually-hidden">{t('travelEvent')}</span>
        <input type="range" min={1} max={Math.max(1, lastSeq)} value={shown} onChange={(event) => setDragged(event.target.valueAsNumber)} />
      </label>
      <span className="tabular" role="status">
        {asOf === null ? t('travelNow', { seq: lastSeq }) : t('travelPast', { seq: view.summary.seq, last: lastSeq, time: exactTime(view.summary.changedAt, i18n.language) })}
      </span>
      {run === null ? null : (
        <Button size="small" kind="quiet" icon={<Play aria-hidden />} onPress={() => openRun(run.runId, run.path ?? '', run.routine)}>
          {t('travelRun', { name: run.routine, seq: run.seq })}
        </Button>
      )}
      <label className="board-travel-time">
        <span>{t('travelTime')}</span>
        <input
          type="datetime-local"
          step={1}
          onChange={(event) => {
            const time = new Date(event.target.value).getTime();
            if (Number.isFinite(time)) lookAt({ by: 'time', time });
          }}
        />
      </label>
      <Button size="small" kind={asOf === null ? 'quiet' : 'primary'} onPress={back}>
        {asOf === null ? t('travelClose') : t('travelBack')}
      </Button>
    </div>
  );
}
