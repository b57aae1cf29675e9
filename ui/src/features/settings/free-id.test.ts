import { expect, it } from 'vitest';
import { freeId, idFrom } from './free-id';

it('an id holds only what routines can write', () => {
  expect(idFrom('Büro: Server 2!')).toBe('b-ro-server-2');
  expect(idFrom('…')).toBe('');
});

it('a second provider of the same kind gets an id of its own', () => {
  expect(freeId('openai', ['openai', 'openai-2'])).toBe('openai-3');
  expect(freeId('', [])).toBe('server');
});
