import { useTranslation } from 'react-i18next';
import type { BurnDown } from '../../../contract';
import { exactTime, relativeTime } from '../../../shared/time';
import { useNow } from '../../../shared/now';
import { Amount } from './amount';
import { curveOf } from './curve';

/** What was spent and kept back over time, under the cap, and where it leads. */
export function BurnDownChart({ burnDown }: { burnDown: BurnDown }) {
  const { t, i18n } = useTranslation('blackboard');
  const now = useNow('minute');
  const curve = curveOf(burnDown);
  const { points, exhaustedAt } = burnDown;
  const [first] = points;
  if (!curve || !first) return <p className="board-hint">{t('nothingSpent')}</p>;
  return (
    <figure className="board-burn" aria-label={t('burnDown')}>
      <div className="board-burn-box">
        <span className="board-burn-most">
          <Amount credits={String(curve.most)} unit />
        </span>
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
          <path className="burn-bound" d={curve.bound} />
          <path className="burn-area" d={`${curve.spent} V100 H0 Z`} />
          <path className="burn-spent" d={curve.spent} />
          {curve.cap === null ? null : <path className="burn-cap" d={curve.cap} />}
          {curve.projection === null ? null : <path className="burn-projection" d={curve.projection} />}
        </svg>
      </div>
      <div className="board-burn-times">
        <time dateTime={new Date(first.time).toISOString()}>{exactTime(first.time, i18n.language)}</time>
        <time dateTime={new Date(curve.until).toISOString()}>{exactTime(curve.until, i18n.language)}</time>
      </div>
      <figcaption className="board-legend">
        <span data-line="spent">{t('spent')}</span>
        <span data-line="bound">{t('spentAndReserved')}</span>
        <span data-line="cap">{t('cap')}</span>
        {exhaustedAt === null ? null : <span data-line="projection">{t('exhausted', { time: relativeTime(exhaustedAt, now, i18n.language) })}</span>}
      </figcaption>
      <details>
        <summary>{t('asTable')}</summary>
        <div className="board-scroll">
          <table className="board-lines">
            <thead>
              <tr>
                <th scope="col">{t('time')}</th>
                <th scope="col" className="board-number">
                  {t('spent')}
                </th>
                <th scope="col" className="board-number">
                  {t('reserved')}
                </th>
              </tr>
            </thead>
            <tbody>
              {points.map((point, index) => (
                // oxlint-disable-next-line react/no-array-index-key -- several points may be of one moment
                <tr key={index}>
                  <td>{exactTime(point.time, i18n.language)}</td>
                  <td className="board-number">
                    <Amount credits={point.spent} />
                  </td>
                  <td className="board-number">
                    <Amount credits={point.reserved} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
