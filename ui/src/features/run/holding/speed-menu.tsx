import { Check, Gauge } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../shared/button';
import { IconButton } from '../../../shared/icon-button';
import { Menu } from '../../../shared/menu';
import { duration } from '../../../shared/time';
import { useLive } from '../run-context';
import { PACES, setPace } from './breakpoints';

/** How slowly the run goes: at full speed an icon, in slow motion the time between two of its iterations. */
export function SpeedMenu({ isDisabled }: { isDisabled: boolean }) {
  const { t, i18n } = useTranslation('holding');
  const runId = useLive((view) => view.runId);
  const delayMs = useLive((view) => view.delayMs);
  const paces = PACES.some((pace) => pace === delayMs) ? PACES : [...PACES, delayMs].sort((a, b) => a - b);
  const time = duration(delayMs, i18n.language);
  return (
    <Menu
      label={t('speed')}
      trigger={
        delayMs === 0 ? (
          <IconButton label={t('speed')} icon={<Gauge aria-hidden />} isDisabled={isDisabled} />
        ) : (
          <Button kind="quiet" icon={<Gauge aria-hidden />} isDisabled={isDisabled} aria-label={t('speedNow', { time })}>
            {time}
          </Button>
        )
      }
      entries={paces.map((pace) => ({
        id: String(pace),
        label: pace === 0 ? t('fullSpeed') : t('slowMotion', { time: duration(pace, i18n.language) }),
        icon: pace === delayMs ? <Check aria-hidden /> : null,
      }))}
      onAction={(id) => setPace(runId, Number(id))}
    />
  );
}
