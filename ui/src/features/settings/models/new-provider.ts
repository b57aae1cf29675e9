import type { ModelProvider, ProviderPreset } from '../../../contract';

/** What routines can call a provider: letters, digits, `-` and `_`. */
export const idFrom = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '');

/** An id that no other provider has. */
export function freeId(wanted: string, taken: readonly string[]): string {
  const base = wanted || 'provider';
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? base : `${base}-${count}`;
    if (!taken.includes(id)) return id;
  }
}

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
