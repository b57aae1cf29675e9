import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../../shared/now';
import type { Speech } from './waiting';

/** What sentences about runs need; its `now` moves on once a minute, or a second where that matters. */
export function useSpeech(pace: 'minute' | 'second' = 'minute'): Speech {
  const { t, i18n } = useTranslation('run');
  const now = useNow(pace);
  const language = i18n.language;
  return useMemo(() => ({ t, language, now }), [t, language, now]);
}
