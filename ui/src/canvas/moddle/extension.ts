import type { BusinessObject } from '../diagram';

/** The extension of a type that an element has. */
export function extension(owner: BusinessObject, type: string): BusinessObject | undefined {
  return extensions(owner).find((value) => value.$type === type);
}

export function extensions(owner: BusinessObject): BusinessObject[] {
  const container = owner.get('extensionElements') as BusinessObject | undefined;
  return (container?.get('values') as BusinessObject[] | undefined) ?? [];
}

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
