import type { TFunction } from 'i18next';
import type { ModelCharge } from '../../../contract';

/** Credits as this language writes numbers. */
export function creditsWords(t: TFunction<'run'>, language: string, credits: string): string {
  const number = Number(credits);
  return t('record.credits', { credits: number.toLocaleString(language, { maximumFractionDigits: 6 }) });
}

/** A credit in US$. */
const DOLLARS = 0.001;

/** An amount of credits in US$. */
export const dollars = (language: string, credits: string): string =>
  (Number(credits) * DOLLARS).toLocaleString(language, { style: 'currency', currency: 'USD', maximumFractionDigits: 9 });

/** What an answer cost, and by whose price of which day. */
export function chargeWords(t: TFunction<'run'>, language: string, credits: string, charge: ModelCharge | null): string {
  const cost = creditsWords(t, language, credits);
  if (charge === null) return cost;
  switch (charge.kind) {
    case 'free':
      return t('record.free');
    case 'priced':
      return t('record.priced', { cost, source: charge.source, date: new Date(charge.date).toLocaleDateString(language, { dateStyle: 'medium' }) });
    case 'unpriced':
      return t('record.unpriced', { cost, reason: charge.reason });
  }
}
