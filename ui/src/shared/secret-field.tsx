import { useId, type RefObject } from 'react';
import './field.css';

interface SecretFieldProps {
  label: string;
  /** Read when it is sent. The page never holds the value: React would write a controlled one into the document. */
  input: RefObject<HTMLInputElement | null>;
  description?: string | undefined;
  error?: string | null | undefined;
  placeholder?: string;
}

/** Something that is written and never shown again. */
export function SecretField({ label, input, description, error, placeholder }: SecretFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        ref={input}
        id={id}
        className="field-input field-mono"
        type="password"
        autoComplete="new-password"
        spellCheck={false}
        aria-invalid={Boolean(error)}
        {...(placeholder === undefined ? {} : { placeholder })}
        {...(description || error ? { 'aria-describedby': `${id}-words` } : {})}
      />
      {description || error ? (
        <span id={`${id}-words`} className={error ? 'field-error' : 'field-description'}>
          {error ?? description}
        </span>
      ) : null}
    </div>
  );
}

/** Takes the value out of the field, which is empty from then on. */
export function takeSecret(input: RefObject<HTMLInputElement | null>): string {
  const value = input.current?.value.trim() ?? '';
  if (input.current) input.current.value = '';
  return value;
}
