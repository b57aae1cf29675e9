import { expect, it } from 'vitest';
import type { ModelProvider } from '../../../contract';
import { freeId, idFrom, providerFrom } from './new-provider';

it('an id holds only what routines can write', () => {
  expect(idFrom('Büro: Server 2!')).toBe('b-ro-server-2');
  expect(idFrom('…')).toBe('');
});

it('a second provider of the same kind gets an id of its own', () => {
  expect(freeId('openai', ['openai', 'openai-2'])).toBe('openai-3');
  expect(freeId('', [])).toBe('provider');
});

it('a preset that asks for a key names the secret for it, one on this machine none', () => {
  const preset = { id: 'openai', name: 'OpenAI', protocol: 'openAi' as const, baseUrl: 'https://api.openai.com/v1/', needsKey: true, needsFile: false, prices: 'openai' };
  expect(providerFrom(preset, [{ id: 'openai' } as ModelProvider])).toMatchObject({ id: 'openai-2', secret: 'openai-2-key', prices: 'openai' });
  expect(providerFrom({ ...preset, needsKey: false }, [], 'small')).toMatchObject({ secret: null, model: 'small' });
});
