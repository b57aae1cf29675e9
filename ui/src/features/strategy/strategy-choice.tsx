import { CornerLeftUp } from 'lucide-react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { STRATEGY_SETTINGS } from '../../canvas/strategy/setting';
import type { StrategySetting } from '../../contract';
import { StrategyGlyph } from './glyph';
import './strategy.css';

interface StrategyChoiceProps {
  label: string;
  /** None when what is selected differs. */
  value: StrategySetting | null;
  /** What `inherit` is called here. */
  inherit?: string;
  onChange: (setting: StrategySetting) => void;
}

/** One of five: inherit, the three strategies, auto. The name of the chosen one stands above. */
export function StrategyChoice({ label, value, inherit, onChange }: StrategyChoiceProps) {
  const { t } = useTranslation('strategy');
  const name = (setting: StrategySetting) => (setting === 'inherit' && inherit !== undefined ? inherit : t(`name_${setting}`));
  return (
    <RadioGroup
      className="strategy-choice"
      orientation="horizontal"
      value={value ?? ''}
      onChange={(chosen) => {
        const found = STRATEGY_SETTINGS.find((setting) => setting === chosen);
        if (found) onChange(found);
      }}
    >
      <div className="strategy-choice-head">
        <Label className="strategy-choice-label">{label}</Label>
        <span className="strategy-choice-value">{value === null ? t('mixed') : name(value)}</span>
      </div>
      <div className="choice-row strategy-choice-row">
        {STRATEGY_SETTINGS.map((setting) => (
          <Radio key={setting} value={setting} aria-label={name(setting)} className="choice-item strategy-choice-item">
            <span title={name(setting)}>{setting === 'inherit' ? <CornerLeftUp className="strategy-choice-none" aria-hidden /> : <StrategyGlyph kind={setting} />}</span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
