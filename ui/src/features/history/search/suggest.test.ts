import { expect, it } from 'vitest';
import type { SearchWord } from '../../../contract';
import { suggest, take, without } from './suggest';

const WORDS: SearchWord[] = [
  { key: 'status', values: ['open', 'failed', 'paused'], compares: false },
  { key: 'started', values: ['today'], compares: true },
  { key: 'steps', values: [], compares: true },
  { key: 'routine', values: [], compares: false },
];
const written = (text: string, cursor = text.length, routines: string[] = []) =>
  suggest(text, cursor, WORDS, routines).map((suggestion) => take(text, suggestion).text);

it('conditions are suggested by how they begin, with the sign that they need', () => {
  expect(written('')).toEqual(['status:', 'started:', 'steps>', 'routine:']);
  expect(written('invoice -sta')).toEqual(['invoice -status:', 'invoice -started:']);
  expect(written('"sta')).toEqual([]);
  expect(written('2026')).toEqual([]);
});

it('values are suggested behind the sign, also behind a comma, and not when one stands there', () => {
  expect(written('status:')).toEqual(['status:open ', 'status:failed ', 'status:paused ']);
  expect(written('status:failed,p')).toEqual(['status:failed,paused ']);
  expect(written('status:failed')).toEqual([]);
  expect(written('started>t')).toEqual(['started>today ']);
  expect(written('status>')).toEqual([]);
  expect(written('steps>')).toEqual([]);
  expect(written('routine:mo', 10, ['Monthly report', 'Onboarding'])).toEqual(['routine:"Monthly report" ']);
  expect(written('routine:"monthly r', 18, ['Monthly report'])).toEqual(['routine:"Monthly report" ']);
});

it('what is taken replaces the part in which the cursor stands and nothing else', () => {
  const text = 'a sta:x b';
  const [first] = suggest(text, 5, WORDS, []);
  expect(first && take(text, first)).toEqual({ text: 'a status: b', cursor: 9 });
  expect(written('status:op cost>2', 9)).toEqual(['status:open cost>2']);
});

it('a part is taken away without a gap', () => {
  expect(without('a status:x b', 2, 10)).toBe('a b');
  expect(without('status:x', 0, 8)).toBe('');
});
