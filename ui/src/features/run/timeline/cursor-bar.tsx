import { ChevronLeft, ChevronRight, Radio } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../shared/button';
import { IconButton } from '../../../shared/icon-button';
import { useRun, useSession } from '../run-context';

/** Which event is looked at: dragged, stepped, or the latest one, live. */
export function CursorBar({ last }: { last: number }) {
  const { t } = useTranslation('run');
  const session = useSession();
  const cursor = useRun((run) => run.cursor);
  const at = cursor ?? last;
  const goTo = (seq: number) => session.lookAt(seq >= last ? null : Math.max(1, seq));
  return (
    <div className="timeline-cursor" role="group" aria-label={t('timeline.cursor')}>
      <IconButton size="small" label={t('timeline.back')} icon={<ChevronLeft aria-hidden />} isDisabled={at <= 1} onPress={() => goTo(at - 1)} />
      <input
        type="range"
        className="timeline-range"
        aria-label={t('timeline.event')}
        aria-valuetext={t('timeline.eventOf', { seq: at, last })}
        min={1}
        max={Math.max(1, last)}
        value={at}
        onChange={(event) => goTo(event.target.valueAsNumber)}
      />
      <IconButton size="small" label={t('timeline.forward')} icon={<ChevronRight aria-hidden />} isDisabled={cursor === null} onPress={() => goTo(at + 1)} />
      <span className="timeline-count tabular">{t('timeline.eventOf', { seq: at, last })}</span>
      <Button size="small" kind={cursor === null ? 'quiet' : 'primary'} icon={<Radio aria-hidden />} isDisabled={cursor === null} onPress={() => session.lookAt(null)}>
        {t('timeline.live')}
      </Button>
    </div>
  );
}
