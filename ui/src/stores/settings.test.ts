import { expect, it } from 'vitest';
import type { Settings } from '../contract';
import { preferencesOf } from './settings';

const settings = (change: Partial<Settings>): Settings => ({
  theme: 'system',
  language: 'system',
  textSize: 100,
  motion: 'system',
  keymap: {},
  pathSelection: 'first',
  startPaused: false,
  ownName: '',
  maxConcurrentSteps: 8,
  ...change,
});

it('the system language is spoken when it is known, else English', () => {
  expect(preferencesOf(settings({}), 'de-AT').language).toBe('de');
  expect(preferencesOf(settings({}), 'fr-FR').language).toBe('en');
  expect(preferencesOf(settings({ language: 'en' }), 'de-DE').language).toBe('en');
});

it('a text size between two known ones is the smaller of them', () => {
  expect(preferencesOf(settings({ textSize: 160 }), 'en').textSize).toBe(150);
  expect(preferencesOf(settings({ textSize: 20 }), 'en').textSize).toBe(100);
});
