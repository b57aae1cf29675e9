import { Check as CheckIcon } from 'lucide-react';
import { Checkbox, CheckboxGroup } from 'react-aria-components';
import { FieldLabel } from './field';
import './field.css';

interface CheckProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  description?: string | null | undefined;
}

/** Yes or no. */
export function Check({ label, checked, onChange, description }: CheckProps) {
  return (
    <Checkbox className="check" isSelected={checked} onChange={onChange}>
      <span className="check-box">
        <CheckIcon aria-hidden />
      </span>
      <span className="check-words">
        {label}
        {description ? <span className="field-description">{description}</span> : null}
      </span>
    </Checkbox>
  );
}

interface ChecksProps {
  label: string;
  value: readonly string[];
  choices: readonly { value: string; label: string }[];
  onChange: (value: string[]) => void;
}

/** Any of several. */
export function Checks({ label, value, choices, onChange }: ChecksProps) {
  return (
    <CheckboxGroup className="field" value={[...value]} onChange={onChange}>
      <FieldLabel>{label}</FieldLabel>
      {choices.map((choice) => (
        <Checkbox key={choice.value} value={choice.value} className="check">
          <span className="check-box">
            <CheckIcon aria-hidden />
          </span>
          <span className="check-words">{choice.label}</span>
        </Checkbox>
      ))}
    </CheckboxGroup>
  );
}
