import type { FormField, JsonValue } from '../../../contract';
import { parsed } from '../../../shared/parsed';

/** What stands in a field while it is filled in. */
export type Draft = string | boolean | readonly string[];

export type Drafts = Readonly<Record<string, Draft>>;

/** Options are chosen by their place, since their values may be anything. */
const placeOf = (field: FormField, value: JsonValue): string => {
  const place = field.options.findIndex((option) => JSON.stringify(option.value) === JSON.stringify(value));
  return place < 0 ? '' : String(place);
};

function draftOf(field: FormField): Draft {
  const { value } = field;
  switch (field.kind) {
    case 'checkbox':
      return value === true;
    case 'choice':
      return placeOf(field, value);
    case 'choices':
      return Array.isArray(value) ? value.map((one) => placeOf(field, one)).filter((place) => place !== '') : [];
    case 'json':
      return value === null ? '' : JSON.stringify(value, null, 2);
    case 'text':
    case 'longText':
    case 'number':
    case 'date':
      return value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  }
}

/** What a form begins with. */
export const draftsOf = (fields: readonly FormField[]): Drafts => Object.fromEntries(fields.map((field) => [field.key, draftOf(field)]));

/** Why a field cannot be taken as it is. */
export type Fault = { kind: 'required' } | { kind: 'badNumber' } | { kind: 'badJson'; reason: string };

type Read = { value: JsonValue } | { fault: Fault } | 'nothing';

function readText(field: FormField, draft: string): Read {
  const text = draft.trim();
  if (text === '') return field.required ? { fault: { kind: 'required' } } : 'nothing';
  switch (field.kind) {
    case 'number': {
      const number = Number(text.replace(',', '.'));
      return Number.isFinite(number) ? { value: number } : { fault: { kind: 'badNumber' } };
    }
    case 'json': {
      const { value, error } = parsed(text);
      return value === undefined ? { fault: { kind: 'badJson', reason: error ?? '' } } : { value };
    }
    case 'choice': {
      const option = field.options[Number(text)];
      return option ? { value: option.value } : 'nothing';
    }
    case 'text':
    case 'longText':
    case 'date':
    case 'checkbox':
    case 'choices':
      return { value: draft };
  }
}

function read(field: FormField, draft: Draft | undefined): Read {
  if (typeof draft === 'boolean') return { value: draft };
  if (typeof draft === 'string') return readText(field, draft);
  const chosen = (draft ?? []).flatMap((place) => field.options[Number(place)] ?? []).map(({ value }) => value);
  return field.required && chosen.length === 0 ? { fault: { kind: 'required' } } : { value: chosen };
}

/** The values of a form, or what is wrong with them, by key of the field. Fields that are left empty give nothing. */
export function readForm(fields: readonly FormField[], drafts: Drafts): { values: Record<string, JsonValue>; faults: Record<string, Fault> } {
  const values: Record<string, JsonValue> = {};
  const faults: Record<string, Fault> = {};
  for (const field of fields) {
    const result = read(field, drafts[field.key]);
    if (result === 'nothing') continue;
    if ('fault' in result) faults[field.key] = result.fault;
    else values[field.key] = result.value;
  }
  return { values, faults };
}

/** One JSON object, or nothing. */
export function readRecord(text: string): Record<string, JsonValue> | null {
  const { value } = parsed(text.trim() === '' ? '{}' : text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, JsonValue>) : null;
}
