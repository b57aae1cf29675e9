import { expect, it } from 'vitest';
import { shownTheme } from './appearance';

it('the system theme follows the system, contrast before darkness', () => {
  expect(shownTheme('system', { dark: false, contrast: false })).toBe('light');
  expect(shownTheme('system', { dark: true, contrast: false })).toBe('dark');
  expect(shownTheme('system', { dark: true, contrast: true })).toBe('contrast');
});

it('a chosen theme stays whatever the system says', () => {
  expect(shownTheme('light', { dark: true, contrast: true })).toBe('light');
});
