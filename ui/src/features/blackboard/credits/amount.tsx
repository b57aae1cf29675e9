import { useTranslation } from 'react-i18next';

/** A credit is a thousandth of a dollar. */
const CREDITS_IN_A_DOLLAR = 1000;

/** An amount of credits, with dollars on hover. */
export function Amount({ credits, unit = false }: { credits: string; unit?: boolean }) {
  const { t, i18n } = useTranslation('blackboard');
  const number = Number(credits);
  const dollars = (number / CREDITS_IN_A_DOLLAR).toLocaleString(i18n.language, { style: 'currency', currency: 'USD', maximumFractionDigits: 6 });
  const words = number.toLocaleString(i18n.language, { maximumFractionDigits: 3 });
  return (
    <span className="tabular" title={`${credits} · ${dollars}`}>
      {unit ? t('amount', { amount: words }) : words}
    </span>
  );
}
