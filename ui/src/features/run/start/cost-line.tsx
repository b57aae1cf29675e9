import { Coins } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import { asBackendError } from '../../../backend/backend-error';
import type { JsonValue, RoutineSource, RunEstimate, StrategySetting } from '../../../contract';

interface CostLineProps {
  source: RoutineSource;
  processId: string | null;
  inputs: Record<string, JsonValue>;
  strategy: StrategySetting;
  testMode: boolean;
}

/** Typing goes on for so long before the estimate is asked for again. */
const PAUSE_MS = 250;

/** What the run would cost, as a range, before it starts. */
export function CostLine({ source, processId, inputs, strategy, testMode }: CostLineProps) {
  const { t, i18n } = useTranslation('run');
  const [estimate, setEstimate] = useState<RunEstimate | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const asked = JSON.stringify({ routine: source, processId, inputs, testMode, ...(strategy === 'inherit' ? {} : { defaultStrategy: strategy }) });
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(() => {
      backend()
        .estimateRun(JSON.parse(asked) as Parameters<ReturnType<typeof backend>['estimateRun']>[0])
        .then(
          (found) => {
            if (!isWanted) return;
            setEstimate(found);
            setFailure(null);
          },
          (reason: unknown) => isWanted && setFailure(asBackendError(reason).message),
        );
    }, PAUSE_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [asked]);
  if (failure !== null) return <p className="start-cost">{t('start.costUnknown', { reason: failure })}</p>;
  if (estimate === null) return <p className="start-cost">{t('start.costAsked')}</p>;
  const credits = (text: string) => Number(text).toLocaleString(i18n.language, { maximumFractionDigits: 3 });
  const unpriced = estimate.activities.filter((activity) => activity.unpriced);
  const isFree = Number(estimate.highest) === 0;
  return (
    <div className="start-cost" aria-live="polite">
      <p className="start-cost-line">
        <Coins aria-hidden />
        {isFree && unpriced.length > 0
          ? t('start.costNobodyKnows')
          : isFree
            ? t('start.costFree')
            : t('start.cost', { lowest: credits(estimate.lowest), highest: credits(estimate.highest) })}
      </p>
      {isFree ? null : <p className="start-none">{t('start.costHelp')}</p>}
      {unpriced.length > 0 ? (
        <p className="start-cost-unpriced">{t('start.costUnpriced', { names: unpriced.map(({ name, element }) => name ?? element).join(', ') })}</p>
      ) : null}
    </div>
  );
}
