import { useTranslation } from 'react-i18next';
import type { SwarmCredits } from '../../../contract';
import './credits-meter.css';

/** How much of what may be spent is spent and kept back; a press shows where it went. */
export function CreditsMeter({ credits: { cap, spent, reserved }, onPress }: { credits: SwarmCredits; onPress: () => void }) {
  const { t, i18n } = useTranslation('blackboard');
  const short = (amount: string) => Number(amount).toLocaleString(i18n.language, { maximumFractionDigits: 1 });
  const share = (amount: string) => (cap === null || Number(cap) === 0 ? 0 : Math.min(100, (Number(amount) / Number(cap)) * 100));
  const words = cap === null ? t('spentWords', { spent: short(spent) }) : t('spentOf', { spent: short(spent), cap: short(cap) });
  return (
    <button type="button" className="credits-meter tabular" title={t('meterHelp', { spent, reserved, cap: cap ?? '∞' })} onClick={onPress}>
      {cap === null ? null : (
        <svg className="credits-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden>
          <rect className="credits-spent" width={share(spent)} height="8" />
          <rect className="credits-reserved" x={share(spent)} width={Math.min(share(reserved), 100 - share(spent))} height="8" />
        </svg>
      )}
      <span>{words}</span>
    </button>
  );
}
