import { useTranslation } from 'react-i18next';
import { StrategyGlyph } from './glyph';
import { useStrategyView } from './strategy-view';
import './strategy.css';

const ALL = ['deterministic', 'reasoning', 'conversational', 'auto'] as const;

/** What the shapes and colours of the strategy view mean; only while it is on. */
export function StrategyLegend() {
  const { t } = useTranslation('strategy');
  const isOn = useStrategyView((state) => state.isOn);
  if (!isOn) return null;
  return (
    <ul className="strategy-legend" aria-label={t('legend')}>
      {ALL.map((kind) => (
        <li key={kind}>
          <StrategyGlyph kind={kind} /> {kind === 'auto' ? t('legendAuto') : t(`name_${kind}`)}
        </li>
      ))}
      <li>
        <StrategyGlyph kind="deterministic" own={false} /> {t('legendInherited')}
      </li>
    </ul>
  );
}
