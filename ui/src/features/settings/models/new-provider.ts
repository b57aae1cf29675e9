import type { ModelProvider, ProviderPreset } from '../../../contract';
import { freeId } from '../free-id';

/** The name of the secret that a provider's key gets. */
export const secretFor = (id: string): string => `${id}-key`;

/** A provider to begin with. */
export function providerFrom(preset: ProviderPreset | null, known: readonly ModelProvider[], model?: string): ModelProvider {
  const id = freeId(preset?.id ?? 'provider', known.map((provider) => provider.id));
  return {
    id,
    name: preset?.name ?? '',
    protocol: preset?.protocol ?? 'openAi',
    baseUrl: preset?.baseUrl ?? '',
    secret: preset?.needsKey ? secretFor(id) : null,
    model: model ?? null,
    prices: preset?.prices ?? null,
    file: preset?.needsFile ? '' : null,
  };
}
