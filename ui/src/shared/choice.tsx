import { Label, Radio, RadioGroup } from 'react-aria-components';
import './choice.css';

interface ChoiceProps<Value extends string | number> {
  label: string;
  value: Value;
  choices: { value: Value; label: string }[];
  onChange: (value: Value) => void;
  /** The label is read aloud but not shown. */
  labelHidden?: boolean;
}

/** One of a few, all of them visible: a segmented radio group. */
export function Choice<Value extends string | number>({ label, value, choices, onChange, labelHidden }: ChoiceProps<Value>) {
  return (
    <RadioGroup
      className="choice"
      orientation="horizontal"
      value={String(value)}
      onChange={(chosen) => {
        const found = choices.find((choice) => String(choice.value) === chosen);
        if (found) onChange(found.value);
      }}
    >
      <Label className={labelHidden ? 'visually-hidden' : 'choice-label'}>{label}</Label>
      <div className="choice-row">
        {choices.map((choice) => (
          <Radio key={choice.value} value={String(choice.value)} className="choice-item">
            {choice.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
