import { usePreferences, type Theme } from './preferences';

/** The theme that `tokens.css` knows. */
export type ShownTheme = 'light' | 'dark' | 'contrast';

/** What the system theme means at the moment. */
export function shownTheme(theme: Theme, system: { dark: boolean; contrast: boolean }): ShownTheme {
  if (theme !== 'system') return theme;
  if (system.contrast) return 'contrast';
  return system.dark ? 'dark' : 'light';
}

/** Keeps the attributes of `<html>` in step with the preferences and the system. Called once. */
export function followAppearance(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const contrast = matchMedia('(prefers-contrast: more)');
  const apply = () => {
    const { theme, textSize, motion, language } = usePreferences.getState();
    const page = document.documentElement;
    page.dataset['theme'] = shownTheme(theme, { dark: dark.matches, contrast: contrast.matches });
    page.dataset['motion'] = motion;
    page.lang = language;
    page.style.setProperty('--text-scale', String(textSize / 100));
  };
  apply();
  usePreferences.subscribe(apply);
  dark.addEventListener('change', apply);
  contrast.addEventListener('change', apply);
}

/** Whether things may move: neither the system nor the preference asks for calm. */
export function motionAllowed(): boolean {
  return usePreferences.getState().motion === 'system' && !matchMedia('(prefers-reduced-motion: reduce)').matches;
}
