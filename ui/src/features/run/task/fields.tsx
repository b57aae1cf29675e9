import { useTranslation } from 'react-i18next';
import type { FormField } from '../../../contract';
import { Check, Checks } from '../../../shared/check';
import { TextField } from '../../../shared/field';
import { Select } from '../../../shared/select';
import type { Draft, Drafts, Fault } from './form-values';

interface FieldsProps {
  fields: readonly FormField[];
  drafts: Drafts;
  faults: Readonly<Record<string, Fault>>;
  onChange: (drafts: Drafts) => void;
}

/** The fields of a form, each as the kind of value asks for. */
export function Fields({ fields, drafts, faults, onChange }: FieldsProps) {
  return fields.map((field) => (
    <Field
      key={field.key}
      field={field}
      draft={drafts[field.key] ?? ''}
      fault={faults[field.key]}
      onChange={(draft) => onChange({ ...drafts, [field.key]: draft })}
    />
  ));
}

interface FieldProps {
  field: FormField;
  draft: Draft;
  fault: Fault | undefined;
  onChange: (draft: Draft) => void;
}

function Field({ field, draft, fault, onChange }: FieldProps) {
  const { t } = useTranslation('run');
  const { label, description, kind, required } = field;
  const error =
    fault === undefined
      ? null
      : fault.kind === 'badJson'
        ? t('task.badJson', { label, reason: fault.reason })
        : t(fault.kind === 'required' ? 'task.required' : 'task.badNumber', { label });
  const text = typeof draft === 'string' ? draft : '';
  switch (kind) {
    case 'checkbox':
      return <Check label={label} description={description} checked={draft === true} onChange={onChange} />;
    case 'choice':
      return (
        <div className="field">
          <Select
            label={label}
            value={text === '' ? null : text}
            placeholder={t('task.choose')}
            choices={field.options.map((option, place) => ({ value: String(place), label: option.label }))}
            onChange={onChange}
          />
          {error === null ? null : <span className="field-error">{error}</span>}
        </div>
      );
    case 'choices':
      return (
        <Checks
          label={label}
          value={Array.isArray(draft) ? draft : []}
          choices={field.options.map((option, place) => ({ value: String(place), label: option.label }))}
          onChange={onChange}
        />
      );
    case 'text':
    case 'longText':
    case 'number':
    case 'date':
    case 'json':
      return (
        <TextField
          label={label}
          description={description}
          value={text}
          onChange={onChange}
          error={error}
          required={required}
          {...(kind === 'longText' ? { rows: 3 } : kind === 'json' ? { rows: 4, mono: true } : {})}
          {...(kind === 'number' ? { inputMode: 'decimal' as const } : {})}
          {...(kind === 'date' ? { type: 'date' as const } : {})}
        />
      );
  }
}
