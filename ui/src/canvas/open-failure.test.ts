import { expect, it } from 'vitest';
import { OpenFailure } from './open-failure';

it('says line and column from 1 and keeps the reason of the parser', () => {
  const failure = OpenFailure.from(new Error('unparsable content <a> detected\n\tline: 2\n\tcolumn: 4\n\tnested error: missing end'));
  expect([failure.line, failure.column]).toEqual([3, 5]);
  expect(failure.message).toBe('unparsable content <a> detected: missing end');
});

it('has no place when the parser names none', () => {
  expect(OpenFailure.from(new Error('no diagram to display')).line).toBeNull();
});
