import i18next from 'i18next';

/** What is wrong with a text, in words; nothing when it can be taken. */
export type Check = (text: string) => string | null;

const DURATION = /^P(?!$)(\d+W|(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?)$/;

/** Milliseconds, or a duration of ISO 8601 such as `PT10M`. */
export const isDuration: Check = (text) => (/^\d+$/.test(text) || DURATION.test(text) ? null : i18next.t('properties:wrongDuration'));

/** A number of credits; a credit has six places after the point. */
export const isCredits: Check = (text) => (/^\d+(\.\d{1,6})?$/.test(text) ? null : i18next.t('properties:wrongCredits'));

export const isWhole: Check = (text) => (/^\d+$/.test(text) ? null : i18next.t('properties:wrongWhole'));

export const isDecimal: Check = (text) => (/^\d+(\.\d+)?$/.test(text) ? null : i18next.t('properties:wrongDecimal'));

const NEXT = ['reasoning', 'conversational', 'person'];

/** Who tries next, each once and in the order of the chain, or nobody; as the reader of the file has it. */
export const isFallback: Check = (text) => {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  const places = words.map((word) => NEXT.indexOf(word));
  const isChain = words.length > 0 && places.every((place, at) => place > (places[at - 1] ?? -1));
  return text.trim() === 'none' || isChain ? null : i18next.t('properties:wrongFallback');
};

/** What `expectedVersion` of an entry can be. */
export const isVersion: Check = (text) => (/^(read|absent|\d+|=.+)$/.test(text.trim()) ? null : i18next.t('properties:wrongVersion'));

const USE = /^(conversation|onlineModel)$/;

/** Where confidential values may go all the same. */
export const isSensitiveUse: Check = (text) =>
  text.split(/[\s,]+/).every((word) => word === '' || USE.test(word)) ? null : i18next.t('properties:wrongSensitiveUse');

/** A JSON Schema: an object, or `true` and `false`. Whether it means what its author wants only a run can tell. */
export const isSchema: Check = (text) => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'boolean' || (typeof value === 'object' && value !== null && !Array.isArray(value))) return null;
    return i18next.t('properties:wrongSchema');
  } catch (failure) {
    return i18next.t('properties:wrongJson', { reason: failure instanceof Error ? failure.message : String(failure) });
  }
};
