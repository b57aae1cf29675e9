import { create } from 'zustand';
import { recall, remember } from '../shared/remembered';

export const THEMES = ['system', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The text size in percent. */
export const TEXT_SIZES = [100, 110, 125, 150, 175, 200] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

export const MOTIONS = ['system', 'reduced'] as const;
export type Motion = (typeof MOTIONS)[number];

interface Preferences {
  theme: Theme;
  language: Language;
  textSize: TextSize;
  motion: Motion;
}

interface PreferenceActions {
  set: (change: Partial<Preferences>) => void;
}

const NAME = 'preferences.1';

const isPreferences = (value: unknown): value is Preferences => {
  if (typeof value !== 'object' || value === null) return false;
  const { theme, language, textSize, motion } = value as Partial<Preferences>;
  return (
    THEMES.some((known) => known === theme) &&
    LANGUAGES.some((known) => known === language) &&
    TEXT_SIZES.some((known) => known === textSize) &&
    MOTIONS.some((known) => known === motion)
  );
};

const defaults = (): Preferences => ({
  theme: 'system',
  language: globalThis.navigator?.language?.startsWith('de') ? 'de' : 'en',
  textSize: 100,
  motion: 'system',
});

/** How the page looks and speaks. */
export const usePreferences = create<Preferences & PreferenceActions>((set) => ({
  ...recall(NAME, defaults(), isPreferences),
  set: (change) => set(change),
}));

usePreferences.subscribe(({ theme, language, textSize, motion }) => remember(NAME, { theme, language, textSize, motion }));
