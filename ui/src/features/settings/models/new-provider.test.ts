import { expect, it } from 'vitest';
import type { ModelProvider } from '../../../contract';
import { providerFrom } from './new-provider';

it('a preset that asks for a key names the secret for it, one on this machine none', () => {
  const preset = { id: 'openai', name: 'OpenAI', protocol: 'openAi' as const, baseUrl: 'https://api.openai.com/v1/', needsKey: true, needsFile: false, prices: 'openai' };
  expect(providerFrom(preset, [{ id: 'openai' } as ModelProvider])).toMatchObject({ id: 'openai-2', secret: 'openai-2-key', prices: 'openai' });
  expect(providerFrom({ ...preset, needsKey: false }, [], 'small')).toMatchObject({ secret: null, model: 'small' });
});
