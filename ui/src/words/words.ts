import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../stores/preferences';
import { usePreferences } from '../stores/preferences';
import type en from './en';
import first from './en-first';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'frame';
    resources: typeof en;
  }
}

/** Languages other than English are fetched when they are chosen. */
const OTHERS: Record<Exclude<Language, 'en'>, () => Promise<{ default: object }>> = {
  de: () => import('./de'),
};

async function speak(language: Language): Promise<void> {
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'frame')) {
    const words = await OTHERS[language]();
    for (const [feature, keys] of Object.entries(words.default)) i18next.addResourceBundle(language, feature, keys);
  }
  await i18next.changeLanguage(language);
}

let isLater: Promise<void> | null = null;

/** Words that the first screen does without, loaded once: every other screen waits for them. */
export function laterWords(): Promise<void> {
  isLater ??= import('./en-later').then((words) => {
    for (const [feature, keys] of Object.entries(words.default)) i18next.addResourceBundle('en', feature, keys);
  });
  return isLater;
}

/** Loads every word of the chosen language. */
export async function loadWords(): Promise<void> {
  await loadFirstWords();
  await laterWords();
}

/** Loads the first words of the chosen language and follows the preference from then on. */
export async function loadFirstWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'frame',
    resources: { en: first },
    interpolation: { escapeValue: false },
  });
  await speak(usePreferences.getState().language);
  usePreferences.subscribe((now, before) => {
    if (now.language !== before.language) void speak(now.language);
  });
}
