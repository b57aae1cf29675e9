import i18next from 'i18next';

/** What a stable code of a failure means; null for a code that the program does not know, such as one that a diagram throws. */
export function failureWords(code: string): string | null {
  const key = `failures:code.${code}`;
  return /^[a-z-]+$/.test(code) && i18next.exists(key) ? i18next.t(key as 'failures:code.timeout') : null;
}

/** The same where something has to be said. */
export const failureName = (code: string): string => failureWords(code) ?? i18next.t('failures:own', { code });
