import { expect, it } from 'vitest';
import de from './de';
import en from './en';

const keys = (words: Record<string, Record<string, unknown>>): string[] =>
  Object.entries(words).flatMap(([feature, entries]) => Object.keys(entries).map((key) => `${feature}:${key}`));

const places = (text: unknown): string[] => [...String(text).matchAll(/\{\{(\w+)/g)].map((match) => String(match[1])).sort();

it('German has exactly the keys that English has', () => {
  expect(keys(de).sort()).toEqual(keys(en).sort());
});

it('both languages fill in the same values', () => {
  const german: Record<string, Record<string, unknown>> = de;
  for (const [feature, entries] of Object.entries(en)) {
    for (const [key, text] of Object.entries(entries)) {
      expect([`${feature}:${key}`, places(german[feature]?.[key])]).toEqual([`${feature}:${key}`, places(text)]);
    }
  }
});
