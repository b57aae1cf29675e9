import { expect, it } from 'vitest';
import de from './de';
import en from './en';

type Words = { [key: string]: string | Words };

/** Every text by its whole key, as `commands.file.new`. */
const texts = (words: Words, before = ''): [string, string][] =>
  Object.entries(words).flatMap(([key, text]) =>
    typeof text === 'string' ? [[before + key, text] as [string, string]] : texts(text, `${before}${key}.`),
  );

const places = (text: string | undefined): string[] => [...(text ?? '').matchAll(/\{\{(\w+)/g)].map((match) => String(match[1])).sort();

it('German has exactly the keys that English has', () => {
  expect(texts(de).map(([key]) => key).sort()).toEqual(texts(en).map(([key]) => key).sort());
});

it('both languages fill in the same values', () => {
  const german = new Map(texts(de));
  for (const [key, text] of texts(en)) expect([key, places(german.get(key))]).toEqual([key, places(text)]);
});
