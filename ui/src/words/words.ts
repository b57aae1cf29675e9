import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../stores/preferences';
import { usePreferences } from '../stores/preferences';
import en from './en';

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

/** Loads the words of the chosen language and follows the preference from then on. */
export async function loadWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'frame',
    resources: { en },
    interpolation: { escapeValue: false },
  });
  await speak(usePreferences.getState().language);
  usePreferences.subscribe((now, before) => {
    if (now.language !== before.language) void speak(now.language);
  });
}
