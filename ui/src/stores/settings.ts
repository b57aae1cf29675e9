import { create } from 'zustand';
import { backend } from '../backend/chosen';
import type { MotionSetting, Settings, Theme } from '../contract';
import { LANGUAGES, TEXT_SIZES, usePreferences, type Language, type TextSize } from './preferences';

/** Null until the host has answered. */
export const useSettings = create<{ settings: Settings | null }>(() => ({ settings: null }));

/** Changes some of the settings; the host keeps them all. The page shows the change at once and goes back when the host refuses. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const { settings } = useSettings.getState();
  if (!settings) return;
  show({ ...settings, ...change });
  try {
    show(await backend().setSettings({ settings: { ...settings, ...change } }));
  } catch (failure) {
    show(settings);
    throw failure;
  }
}

/** Asks for the settings and shows the page by them. */
export async function loadSettings(): Promise<void> {
  show(await backend().getSettings());
}

/** The page's own preferences are what it looks like before the host has answered; the settings win afterwards. */
function show(settings: Settings): void {
  useSettings.setState({ settings });
  usePreferences.getState().set(preferencesOf(settings, navigator.language));
}

const THEMES: Record<Theme, 'system' | 'light' | 'dark' | 'contrast'> = {
  system: 'system',
  light: 'light',
  dark: 'dark',
  highContrast: 'contrast',
};

const isReduced = (motion: MotionSetting) => motion === 'reduced';

/** What the settings mean for the look of the page. */
export function preferencesOf(settings: Settings, systemLanguage: string) {
  const wanted = settings.language === 'system' ? systemLanguage : settings.language;
  const language: Language = LANGUAGES.find((known) => wanted.toLowerCase().startsWith(known)) ?? 'en';
  const textSize: TextSize = TEXT_SIZES.findLast((known) => known <= settings.textSize) ?? 100;
  return { theme: THEMES[settings.theme], language, textSize, motion: isReduced(settings.motion) ? ('reduced' as const) : ('system' as const) };
}
