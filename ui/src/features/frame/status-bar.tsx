import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { exactTime } from '../../shared/time';
import { useConnection } from '../../stores/connection';
import { useStatus } from '../../stores/status';

/** What is true of the document on the screen, in one quiet line. */
export function StatusBar() {
  const { t, i18n } = useTranslation('frame');
  const { savedAt, problems, zoom } = useStatus();
  const connection = useConnection((state) => state.state);
  const count = problems ? problems.errors + problems.warnings : 0;
  return (
    <footer className="status-bar tabular" aria-label={t('status')}>
      {connection === 'lost' ? (
        <span className="status-problems" data-tone="red" role="alert">
          <CircleAlert aria-hidden />
          {t('disconnected')}
        </span>
      ) : null}
      {savedAt === null ? null : (
        <span title={exactTime(savedAt, i18n.language)}>
          {t('savedAt', { time: new Date(savedAt).toLocaleTimeString(i18n.language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }) })}
        </span>
      )}
      {problems === null ? null : (
        <span className="status-problems" data-tone={problems.errors > 0 ? 'red' : problems.warnings > 0 ? 'amber' : 'none'}>
          {problems.errors > 0 ? <CircleAlert aria-hidden /> : problems.warnings > 0 ? <TriangleAlert aria-hidden /> : null}
          {t('problems', { count })}
        </span>
      )}
      <span className="status-space" />
      {zoom === null ? null : <span>{t('zoom', { percent: Math.round(zoom * 100) })}</span>}
    </footer>
  );
}
