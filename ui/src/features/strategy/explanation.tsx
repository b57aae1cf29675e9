import { useTranslation } from 'react-i18next';
import type { ActivityStrategy, Strategy } from '../../contract';
import { isDetected } from './badges';
import { seenWords } from './seen';
import { StrategyGlyph } from './glyph';
import './strategy.css';

const ALL = ['deterministic', 'reasoning', 'conversational'] as const satisfies readonly Strategy[];

/** Points with their sign, and never more digits than they have: eighths are exact. */
export const points = (value: number): string => `${value < 0 ? '−' : ''}${Math.abs(value).toLocaleString(undefined, { maximumFractionDigits: 3 })}`;

const signed = (value: number): string => (value > 0 ? `+${points(value)}` : points(value));

/** What the detector weighs: the three scores, and everything that they add up from, so that a person can check the sum. */
export function Explanation({ activity }: { activity: ActivityStrategy }) {
  const { t } = useTranslation('strategy');
  const { scores, contributions, complexity, runnerUp } = activity;
  const highest = Math.max(1, ...ALL.map((strategy) => Math.abs(scores[strategy])));
  const best = isDetected(activity) ? activity.strategy : ALL.reduce((before, strategy) => (scores[strategy] > scores[before] ? strategy : before));
  return (
    <details className="explanation">
      <summary>{t(isDetected(activity) ? 'whyChosen' : 'why', { strategy: t(`name_${best}`) })}</summary>
      {ALL.map((strategy) => {
        const own = contributions.filter((one) => one.strategy === strategy);
        return (
          <section key={strategy} className="score" aria-label={t(`name_${strategy}`)}>
            <div className="score-head">
              <StrategyGlyph kind={strategy} />
              <span>{t(`name_${strategy}`)}</span>
              <span className="score-value tabular">{points(scores[strategy])}</span>
            </div>
            <div className="score-bar" data-strategy={strategy} aria-hidden>
              <span style={{ inlineSize: `${(Math.max(0, scores[strategy]) / highest) * 100}%` }} />
            </div>
            {own.length === 0 ? (
              <p className="score-none">{t('noContribution')}</p>
            ) : (
              <table className="score-sum">
                <thead className="visually-hidden">
                  <tr>
                    <th scope="col">{t('because')}</th>
                    <th scope="col">{t('weight')}</th>
                  </tr>
                </thead>
                <tbody>
                  {own.map((one, index) => (
                    <tr key={`${index} ${one.signal}`}>
                      <td>{seenWords(t, one)}</td>
                      <td className="tabular">{signed(one.weight)}</td>
                    </tr>
                  ))}
                </tbody>
                {own.length > 1 ? (
                  <tfoot>
                    <tr>
                      <td>{t('sum')}</td>
                      <td className="tabular">{points(own.reduce((sum, { weight }) => sum + weight, 0))}</td>
                    </tr>
                  </tfoot>
                ) : null}
              </table>
            )}
          </section>
        );
      })}
      <dl className="score-facts">
        <dt>{t('runnerUp')}</dt>
        <dd>{t(`name_${runnerUp}`)}</dd>
        <dt>{t('complexity')}</dt>
        <dd className="tabular">{t('complexityValue', { value: points(complexity) })}</dd>
      </dl>
    </details>
  );
}
