import { expect, it } from 'vitest';
import type { FieldKind, FormField, JsonValue } from '../../../contract';
import { draftsOf, readForm, readRecord } from './form-values';

const field = (key: string, kind: FieldKind, more: Partial<FormField> = {}): FormField => ({
  key,
  label: key,
  description: null,
  kind,
  required: false,
  options: [],
  value: null,
  ...more,
});

const colours = [
  { value: 'red', label: 'Red' },
  { value: { hex: '0f0' }, label: 'Green' },
];

it('a form gives back what it was filled with before', () => {
  const fields = [
    field('name', 'text', { value: 'Ada' }),
    field('weeks', 'number', { value: 6 }),
    field('ok', 'checkbox', { value: true }),
    field('colour', 'choice', { options: colours, value: { hex: '0f0' } }),
    field('all', 'choices', { options: colours, value: ['red'] }),
    field('raw', 'json', { value: { a: [1] } }),
  ];
  const values: Record<string, JsonValue> = { name: 'Ada', weeks: 6, ok: true, colour: { hex: '0f0' }, all: ['red'], raw: { a: [1] } };
  expect(readForm(fields, draftsOf(fields))).toEqual({ values, faults: {} });
});

it('a field that is left empty gives nothing, and a required one says so', () => {
  const fields = [field('a', 'text'), field('b', 'number', { required: true }), field('c', 'choices', { required: true, options: colours })];
  expect(readForm(fields, draftsOf(fields))).toEqual({ values: {}, faults: { b: { kind: 'required' }, c: { kind: 'required' } } });
});

it('a number may have a comma, and has to be one', () => {
  const fields = [field('n', 'number')];
  expect(readForm(fields, { n: '1,5' }).values).toEqual({ n: 1.5 });
  expect(readForm(fields, { n: 'six' }).faults).toEqual({ n: { kind: 'badNumber' } });
});

it('raw values have to be one JSON object', () => {
  expect(readRecord('{"a": 1}')).toEqual({ a: 1 });
  expect(readRecord('  ')).toEqual({});
  expect(readRecord('[1]')).toBeNull();
  expect(readRecord('{a: 1}')).toBeNull();
});
