import { useTranslation } from 'react-i18next';
import { useNow } from './now';
import { exactTime, relativeTime } from './time';

/** A time relative to now, with the exact one on hover. */
export function Moment({ at }: { at: number }) {
  const { i18n } = useTranslation('shared');
  const now = useNow('minute');
  return (
    <time dateTime={new Date(at).toISOString()} title={exactTime(at, i18n.language)}>
      {relativeTime(at, Math.max(now, at), i18n.language)}
    </time>
  );
}
