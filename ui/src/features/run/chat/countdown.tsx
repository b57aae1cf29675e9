import { Timer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../../shared/now';
import { duration, exactTime } from '../../../shared/time';

const SOON_MS = 60_000;

interface CountdownProps {
  /** Milliseconds since 1970. */
  until: number;
  words: 'chat.until' | 'approve.until' | 'timeLeft';
}

/** How long an answer is still waited for. */
export function Countdown({ until, words }: CountdownProps) {
  const { t, i18n } = useTranslation('run');
  const now = useNow('second');
  const left = Math.max(0, until - now);
  const isSoon = left < SOON_MS;
  // To the second, so that nothing flickers between digits.
  const time = duration(Math.ceil(left / 1000) * 1000, i18n.language);
  return (
    <span className="countdown" data-soon={isSoon} role="timer" title={exactTime(until, i18n.language)}>
      <Timer aria-hidden /> {t(words, { time })}
    </span>
  );
}
