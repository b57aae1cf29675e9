import { Check, ChevronDown } from 'lucide-react';
import { Button, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue } from 'react-aria-components';
import { classNames } from './class-names';
import { FieldLabel } from './field';
import './field.css';

interface SelectProps<Value extends string> {
  label: string;
  value: Value | null;
  choices: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
  labelHidden?: boolean;
  placeholder?: string;
  size?: 'normal' | 'small';
}

/** One of many. */
export function Select<Value extends string>({ label, value, choices, onChange, labelHidden, placeholder, size = 'normal' }: SelectProps<Value>) {
  return (
    <AriaSelect
      className={classNames('field', 'select', size === 'small' && 'select-small')}
      value={value}
      {...(placeholder === undefined ? {} : { placeholder })}
      onChange={(key) => {
        const found = choices.find((choice) => choice.value === key);
        if (found) onChange(found.value);
      }}
    >
      <FieldLabel hidden={labelHidden ?? false}>{label}</FieldLabel>
      <Button className="field-input select-button">
        <SelectValue className="select-value" />
        <ChevronDown aria-hidden />
      </Button>
      <Popover className="menu-float select-float" offset={4}>
        <ListBox className="menu" items={choices.map((choice) => ({ ...choice, id: choice.value }))}>
          {(choice) => (
            <ListBoxItem id={choice.id} textValue={choice.label} className="menu-item">
              {({ isSelected }) => (
                <>
                  <span className="menu-icon">{isSelected ? <Check aria-hidden /> : null}</span>
                  <span>{choice.label}</span>
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
