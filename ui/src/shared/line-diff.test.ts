import { expect, it } from 'vitest';
import { lineDiff } from './line-diff';

const told = (before: string, after: string) => lineDiff(before, after).map(({ kind, text }) => ({ same: ' ', removed: '-', added: '+' })[kind] + text);

it('what both have stays, what goes stands before what comes', () => {
  expect(told('a\nb\nc', 'a\nB\nc')).toEqual([' a', '-b', '+B', ' c']);
  expect(told('a', 'a\nb')).toEqual([' a', '+b']);
  expect(told('a\nb', 'b')).toEqual(['-a', ' b']);
});

it('equal texts differ in no line', () => {
  expect(lineDiff('a\n\nb', 'a\n\nb').every(({ kind }) => kind === 'same')).toBe(true);
});
