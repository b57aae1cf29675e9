import type { FocusEvent, KeyboardEvent, ReactNode } from 'react';
import { FieldError, Input, Label, SearchField as AriaSearchField, Text, TextArea, TextField as AriaTextField, Button } from 'react-aria-components';
import { Search, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { classNames } from './class-names';
import './field.css';

export interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  description?: string | null | undefined;
  /** Why the value cannot be taken; shown below the field. */
  error?: string | null | undefined;
  required?: boolean;
  /** Several lines. */
  rows?: number;
  mono?: boolean;
  /** In a dialog: the question is where one begins. */
  focusFirst?: boolean;
  inputMode?: 'text' | 'decimal';
  type?: 'text' | 'date';
  placeholder?: string;
  labelHidden?: boolean;
  /** Ctrl+Enter, or ⌘+Enter, in an area of several lines. */
  onSend?: () => void;
}

/** A labelled line or area of text. */
export function TextField({ label, value, onChange, description, error, required, rows, mono, labelHidden, onSend, ...input }: TextFieldProps) {
  const { focusFirst, inputMode, type, placeholder } = input;
  const more = { ...(placeholder === undefined ? {} : { placeholder }), spellCheck: mono ? false : undefined };
  return (
    <AriaTextField
      className="field"
      {...(onSend === undefined ? {} : { onKeyDown: (event: KeyboardEvent) => (event.key === 'Enter' && (event.ctrlKey || event.metaKey) ? onSend() : undefined) })}
      value={value}
      onChange={onChange}
      isInvalid={Boolean(error)}
      isRequired={required ?? false}
      validationBehavior="aria"
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- only in a dialog, which takes the focus anyway
      autoFocus={focusFirst ?? false}
      {...(inputMode === undefined ? {} : { inputMode })}
      {...(type === undefined ? {} : { type })}
    >
      <FieldLabel required={required ?? false} hidden={labelHidden ?? false}>
        {label}
      </FieldLabel>
      {rows === undefined ? (
        <Input
          className={classNames('field-input', mono && 'field-mono')}
          {...(focusFirst ? { onFocus: (event: FocusEvent<HTMLInputElement>) => event.target.select() } : {})}
          {...more}
        />
      ) : (
        <TextArea className={classNames('field-input', 'field-area', mono && 'field-mono')} rows={rows} {...more} />
      )}
      {description ? (
        <Text slot="description" className="field-description">
          {description}
        </Text>
      ) : null}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  );
}

/** The words above a field; a required one is marked. */
export function FieldLabel({ children, required, hidden }: { children: ReactNode; required?: boolean; hidden?: boolean }) {
  return (
    <Label className={hidden ? 'visually-hidden' : 'field-label'}>
      {children}
      {required ? (
        <span className="field-required" aria-hidden>
          *
        </span>
      ) : null}
    </Label>
  );
}

interface SearchProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
}

/** A search box; Esc empties it. */
export function SearchField({ label, value, onChange, placeholder }: SearchProps) {
  const { t } = useTranslation('shared');
  return (
    <AriaSearchField className="search" aria-label={label} value={value} onChange={onChange}>
      <Search aria-hidden />
      <Input className="search-input" placeholder={placeholder ?? label} spellCheck={false} />
      {value === '' ? null : (
        <Button className="search-clear" aria-label={t('clearSearch')}>
          <X aria-hidden />
        </Button>
      )}
    </AriaSearchField>
  );
}
