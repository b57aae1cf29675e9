import { expect, it } from 'vitest';
import type { JsonValue, ValueView } from '../../../contract';
import { comparable, missingIn } from './compared';

const small = (value: JsonValue): ValueView => ({ kind: 'record', preview: '', bytes: 1, value, reference: null });
const large = (reference: string, bytes: number): ValueView => ({ kind: 'text', preview: 'Dear', bytes, value: null, reference });
const size = ({ bytes }: ValueView) => `${bytes} B`;

it('the order in which names and members were written makes no difference', () => {
  const one = comparable({ b: small(1), a: small({ y: [{ d: 1, c: 2 }], x: null }) }, new Map(), size);
  expect(one).toBe(comparable({ a: small({ x: null, y: [{ c: 2, d: 1 }] }), b: small(1) }, new Map(), size));
  expect(one.split('\n')[0]).toBe('a: {');
});

it('a large value is its beginning and size until it is fetched', () => {
  const values = { letter: large('r1', 40_000) };
  expect(comparable(values, new Map(), size)).toBe('letter: Dear (40000 B)');
  expect(comparable(values, new Map([['r1', 'Dear all']]), size)).toBe('letter: "Dear all"');
});

it('only large values that can differ are fetched, and each once', () => {
  const one = { same: large('r1', 9), letter: large('r2', 9), count: small(1) };
  const other = { same: large('r1', 9), letter: large('r3', 9), count: small(2) };
  expect(missingIn(one, other, new Map()).map(({ reference }) => reference)).toEqual(['r2', 'r3']);
  expect(missingIn(one, other, new Map([['r2', 'x']])).map(({ reference }) => reference)).toEqual(['r3']);
});
