import { Plus } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { BreakdownBy, BurnDown, CreditsBreakdown } from '../../../contract';
import { Button } from '../../../shared/button';
import { Choice } from '../../../shared/choice';
import { Loading } from '../../../shared/states';
import { tellFailure } from '../../../stores/tell-failure';
import { useBoard } from '../board-context';
import { boardAsk } from '../board-place';
import { Amount } from './amount';
import { BurnDownChart } from './burn-down';
import { useOnLedger } from './use-on-ledger';

/** An account that moves all the time is asked for at most this often. */
const CALM_MS = 1000;
const POINTS = 200;

/** What may be spent, how fast it goes, and who spends it. */
export function CreditsTab() {
  const { t } = useTranslation('blackboard');
  const { swarmId, view, asOf } = useBoard();
  const { cap, spent, reserved, available } = view.summary.credits;
  const [burnDown, setBurnDown] = useState<BurnDown | null>(null);
  const read = useCallback(() => {
    backend().readBurnDown({ swarmId, points: POINTS }).then(setBurnDown, tellFailure);
  }, [swarmId]);
  useOnLedger(read, CALM_MS);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keys
    <div className="board-page" tabIndex={0} role="region" aria-label={t('tab_credits')}>
      <div className="board-sums">
        <Sum name={t('cap')} amount={cap} />
        <Sum name={t('spent')} amount={spent} />
        <Sum name={t('reserved')} amount={reserved} />
        <Sum name={t('available')} amount={available} />
        <Button size="small" kind="primary" icon={<Plus aria-hidden />} isDisabled={asOf !== null} onPress={() => boardAsk('topUp')}>
          {cap === null ? t('setCap') : t('topUp')}
        </Button>
      </div>
      {burnDown ? <BurnDownChart burnDown={burnDown} /> : <Loading label={t('burnDown')} />}
      <Breakdown />
    </div>
  );
}

function Sum({ name, amount }: { name: string; amount: string | null }) {
  const { t } = useTranslation('blackboard');
  return (
    <div className="board-sum">
      <span className="board-hint">{name}</span>
      <strong>{amount === null ? t('noCap') : <Amount credits={amount} />}</strong>
    </div>
  );
}

const BY: readonly BreakdownBy[] = ['member', 'routine', 'step', 'strategy'];

function Breakdown() {
  const { t } = useTranslation('blackboard');
  const { swarmId } = useBoard();
  const [by, setBy] = useState<BreakdownBy>('member');
  const [breakdown, setBreakdown] = useState<CreditsBreakdown | null>(null);
  const asked = useRef(by);
  const read = useCallback(() => {
    asked.current = by;
    backend()
      .readBreakdown({ swarmId, by })
      .then((answer) => asked.current === by && setBreakdown(answer), tellFailure);
  }, [swarmId, by]);
  useOnLedger(read, CALM_MS);
  const most = Number(breakdown?.lines[0]?.spent ?? 0);
  return (
    <section aria-label={t('breakdown')}>
      <div className="board-tools">
        <h2 className="board-heading">{t('breakdown')}</h2>
        <span className="board-space" />
        <Choice label={t('breakdownBy')} labelHidden value={by} choices={BY.map((value) => ({ value, label: t(`by_${value}`) }))} onChange={setBy} />
      </div>
      {breakdown?.lines.length === 0 ? <p className="board-hint">{t('nothingSpent')}</p> : null}
      {breakdown && breakdown.lines.length > 0 ? (
        <table className="board-lines">
          <thead>
            <tr>
              <th scope="col">{t(`by_${by}`)}</th>
              <th scope="col" className="board-number">
                {t('charges')}
              </th>
              <th scope="col" className="board-number">
                {t('spent')}
              </th>
              <th scope="col">{t('share')}</th>
            </tr>
          </thead>
          <tbody>
            {breakdown.lines.map(({ name, charges, spent }) => (
              <tr key={name}>
                <th scope="row">{name === '' ? t('unknown') : name}</th>
                <td className="board-number">{charges}</td>
                <td className="board-number">
                  <Amount credits={spent} />
                </td>
                <td>
                  <svg className="board-share" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label={`${percent(spent, breakdown.spent)} %`}>
                    <rect width={most === 0 ? 0 : (Number(spent) / most) * 100} height="8" />
                  </svg>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}

const percent = (part: string, whole: string): number => (Number(whole) === 0 ? 0 : Math.round((Number(part) / Number(whole)) * 100));
