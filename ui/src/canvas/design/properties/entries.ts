import {
  CheckboxEntry,
  isCheckboxEntryEdited,
  isSelectEntryEdited,
  isTextAreaEntryEdited,
  isTextFieldEntryEdited,
  SelectEntry,
  TextAreaEntry,
  TextFieldEntry,
} from '@bpmn-io/properties-panel';
import { h } from '@bpmn-io/properties-panel/preact';
import { useService } from 'bpmn-js-properties-panel';
import i18next from 'i18next';
import type en from '../../../words/en';
import type { BusinessObject, DiagramElement } from '../../diagram';
import { extension } from '../../moddle/extension';
import type { ChangeExtensions } from '../change-extensions';
import type { Field } from './field';
import { variablesAt } from './variables';

/** One line of the panel. */
export interface Entry {
  id: string;
  component: (props: { element: DiagramElement; id: string }) => unknown;
  isEdited: (node: unknown) => boolean;
}

type Key = keyof typeof en.properties;

export const words = (key: string): string => i18next.t(`properties:${key as Key}`);

const EDITED = {
  line: isTextFieldEntryEdited,
  number: isTextFieldEntryEdited,
  area: isTextAreaEntryEdited,
  json: isTextAreaEntryEdited,
  choice: isSelectEntryEdited,
  flag: isCheckboxEntryEdited,
} as const;

/** The line of a field. `ownerOf` says what has the extension. */
export function entryOf(field: Field, ownerOf: (element: DiagramElement) => BusinessObject): Entry {
  return { id: `routine-${field.type}-${field.name}`, component: (props) => Line({ ...props, field, owner: ownerOf(props.element) }), isEdited: EDITED[field.kind] };
}

interface LineProps {
  element: DiagramElement;
  id: string;
  field: Field;
  owner: BusinessObject;
}

function Line({ element, id, field, owner }: LineProps): unknown {
  const changes = useService<ChangeExtensions>('changeExtensions');
  const debounce = useService('debounceInput');
  const { type, name, kind, check } = field;
  const value = extension(owner, `routine:${type}`)?.get(name);
  const set = (given: unknown): void => changes.change([{ element, owner, type: `routine:${type}`, values: { [name]: given } }]);
  const own = `${type}_${name}`;
  const common = { element, id, label: words(own), ...description(field, own, element) };
  if (kind === 'flag') return h(CheckboxEntry, { ...common, getValue: () => value === true, setValue: (given) => set(given ? true : undefined) });
  const read = (): string => (value === undefined || value === null ? '' : String(value));
  if (kind === 'choice') {
    const options = (field.options ?? []).map((option) => ({ value: option, label: words(`option_${option}`) }));
    const [known] = options.filter((option) => option.value === read());
    const foreign = read() === '' || known ? [] : [{ value: read(), label: read() }];
    const getOptions = () => [{ value: '', label: words('unset') }, ...options, ...foreign];
    return h(SelectEntry, { ...common, getValue: read, setValue: (given) => set(given || undefined), getOptions });
  }
  const texts = {
    ...common,
    debounce,
    getValue: read,
    setValue: (given: string | undefined) => set(converted(kind, given)),
    ...(check ? { validate: (given: string | undefined) => (given ? (check(given) ?? undefined) : undefined) } : {}),
  };
  if (kind === 'line' || kind === 'number') return h(TextFieldEntry, texts);
  return h(TextAreaEntry, { ...texts, monospace: kind === 'json', rows: kind === 'json' ? 6 : 3, autoResize: true });
}

/** What the file keeps: nothing for an empty text, a number where one is declared and given. */
function converted(kind: Field['kind'], given: string | undefined): unknown {
  if (given === undefined || given.trim() === '') return undefined;
  return kind === 'number' && /^\d+$/.test(given) ? Number(given) : given;
}

function description({ type, help }: Field, own: string, element: DiagramElement): { description?: string } {
  if (!help) return {};
  const variables = type === 'Prompt' ? variablesAt(element) : [];
  const known = variables.length > 0 ? ` ${i18next.t('properties:variables', { names: variables.map((name) => `{{${name}}}`).join(', ') })}` : '';
  return { description: words(`${own}_help`) + known };
}
