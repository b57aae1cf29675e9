import { expect, it } from 'vitest';
import { editedArguments, written } from './edited';

it('what is as it was proposed has not been edited, however it is laid out', () => {
  expect(editedArguments({ to: 'a', count: 1 }, '{"to":"a","count":1}')).toBeNull();
  expect(editedArguments({ to: 'a' }, written({ to: 'a' }))).toBeNull();
});

it('an edit is told, and what cannot be read is not taken', () => {
  expect(editedArguments({ to: 'a' }, '{"to":"b"}')).toEqual({ to: 'b' });
  expect(editedArguments({ to: 'a' }, '{"to":')).toBe('faulty');
  expect(editedArguments({ to: 'a' }, '[1]')).toBe('faulty');
});
