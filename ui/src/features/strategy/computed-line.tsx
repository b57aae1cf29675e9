import i18next, { type TFunction } from 'i18next';
import { ChevronRight, Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ActivityStrategy, StrategyLink } from '../../contract';
import { isDetected } from './badges';
import { StrategyGlyph } from './glyph';
import './strategy.css';

/** The detector is the last level: asked where no other decided, and where one says `auto`. */
function withDetector(activity: ActivityStrategy): StrategyLink[] {
  const chose = isDetected(activity);
  return [...activity.chain, { source: 'detector', setting: chose ? activity.strategy : null, result: chose ? 'decided' : 'passed' }];
}

/** A rule of the program by its name in this language; any other by what people call it. */
const ruleWords = (t: TFunction<'strategy'>, rule: string): string =>
  i18next.exists(`strategy:rule.${rule}`) ? t(`rule.${rule}` as 'rule.deadline-too-near-for-a-model') : rule;

/** What a step comes to, and the levels that were looked at, like the rules of a style sheet: what lost is struck through. */
export function ComputedLine({ activity, locked }: { activity: ActivityStrategy; locked: boolean }) {
  const { t } = useTranslation('strategy');
  const auto = isDetected(activity);
  return (
    <div className="computed">
      <p className="computed-result">
        {auto ? <StrategyGlyph kind="auto" /> : null}
        {auto ? <ChevronRight className="computed-arrow" aria-hidden /> : null}
        <StrategyGlyph kind={activity.strategy} />
        <span>
          <strong>{t(`name_${activity.strategy}`)}</strong> <span className="computed-source">{t(`from_${activity.source}`)}</span>
        </span>
      </p>
      {activity.forced ? (
        <p className="computed-note">{t('forced', { rule: ruleWords(t, activity.forced.rule), strategy: t(`name_${activity.forced.insteadOf}`) })}</p>
      ) : null}
      <ol className="chain" aria-label={t('chain')}>
        {withDetector(activity).map((link) => (
          <Link key={link.source} link={link} />
        ))}
      </ol>
      {locked ? (
        <p className="computed-note">
          <Lock aria-hidden /> {t('locked')}
        </p>
      ) : null}
    </div>
  );
}

function Link({ link: { source, setting, result } }: { link: StrategyLink }) {
  const { t } = useTranslation('strategy');
  const words = (
    <>
      {t(`source_${source}`)}
      {setting && setting !== 'inherit' ? <em> {t(`name_${setting}`)}</em> : null}
    </>
  );
  const isLost = result === 'overridden' || result === 'refused' || result === 'doesNotFit';
  return (
    <li className="chain-link" data-result={result} title={t(`result_${result}`)}>
      {result === 'refused' ? <Lock aria-hidden /> : null}
      {isLost ? <s>{words}</s> : <span>{words}</span>}
      <span className="visually-hidden">, {t(`result_${result}`)}</span>
    </li>
  );
}
