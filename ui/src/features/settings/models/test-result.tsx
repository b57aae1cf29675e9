import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { failureWords } from '../../../words/failure-words';
import type { ModelCharge, ProviderTest } from '../../../contract';

/** Of what a model says, no more is shown than tells that it speaks. */
const LONGEST = 120;

const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** What came of a test, as a sentence. */
export function TestResult({ result }: { result: ProviderTest | 'asking' | null }) {
  const { t, i18n } = useTranslation('models');
  const time = (ms: number) =>
    ms < 1000 ? `${ms} ms` : `${(ms / 1000).toLocaleString(i18n.language, { maximumFractionDigits: 1, minimumFractionDigits: 1 })} s`;
  return (
    <div className="test-result" role="status" data-outcome={result === null || result === 'asking' ? undefined : result.outcome}>
      {result === 'asking' ? t('asking') : null}
      {result !== null && result !== 'asking' && result.outcome === 'answered' ? (
        <p>
          <CircleCheck aria-hidden />
          <span>
            {t('answered', { model: result.model, text: shortened(result.text.trim()), time: time(result.tookMs) })}{' '}
            {result.inputTokens === null || result.outputTokens === null ? '' : t('tokens', { input: result.inputTokens, output: result.outputTokens })}{' '}
            <Charge charge={result.charge} />
          </span>
        </p>
      ) : null}
      {result !== null && result !== 'asking' && result.outcome === 'failed' ? (
        <p>
          <TriangleAlert aria-hidden />
          <span>
            <strong title={result.code}>{failureWords(result.code)}</strong> {result.message} {result.hint}
          </span>
        </p>
      ) : null}
    </div>
  );
}

function Charge({ charge }: { charge: ModelCharge }) {
  const { t } = useTranslation('models');
  if (charge.kind === 'free') return <>{t('chargeFree')}</>;
  if (charge.kind === 'unpriced') return <>{t('chargeUnknown', { reason: charge.reason })}</>;
  return <span title={t('chargeSource', { source: charge.source, date: charge.date })}>{t('charge', { credits: charge.credits })}</span>;
}
