import { Check as CheckIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DecisionOption, DecisionView } from '../../../contract';
import { Button } from '../../../shared/button';
import { Chip } from '../../../shared/chip';
import { useNames } from '../names';
import { useChoices } from './decision';

/** The ways out of a fork that waits: where each leads, its condition and what that gives. */
export function DecisionPanel({ decision }: { decision: DecisionView }) {
  const { t } = useTranslation('run');
  const names = useNames();
  const { chosen, take, takeChosen } = useChoices(decision);
  const element = decision.elementName ?? names.element(decision.element);
  return (
    <div className="panel">
      <h3 className="panel-title">{t(decision.several ? 'decision.titleSeveral' : 'decision.title', { element })}</h3>
      <p className="panel-hint">{decision.several ? t('decision.several') : t('decision.help')}</p>
      <ol className="ways">
        {decision.options.map((option, index) => (
          <li key={option.flowId}>
            <button
              type="button"
              className="way"
              {...(decision.several ? { 'aria-pressed': chosen.has(option.flowId) } : {})}
              onClick={() => take(option.flowId)}
            >
              <span className="way-number" data-chosen={chosen.has(option.flowId)}>
                {chosen.has(option.flowId) ? <CheckIcon aria-hidden /> : index + 1}
              </span>
              <span className="way-words">
                <span className="way-name">{option.name ?? t('decision.to', { target: option.targetName ?? names.element(option.target) })}</span>
                {option.name === null ? null : (
                  <span className="way-target">{t('decision.to', { target: option.targetName ?? names.element(option.target) })}</span>
                )}
                {option.condition === null ? null : <code className="way-condition">{option.condition}</code>}
              </span>
              <Holds option={option} />
            </button>
          </li>
        ))}
      </ol>
      {decision.several ? (
        <div className="panel-actions">
          <Button kind="primary" isDisabled={chosen.size === 0} onPress={takeChosen}>
            {t('decision.take')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Holds({ option }: { option: DecisionOption }) {
  const { t } = useTranslation('run');
  if (option.default) return <Chip>{t('decision.default')}</Chip>;
  if (option.condition === null) return null;
  if (option.holds === null) return <Chip tone="amber">{t('decision.unknown')}</Chip>;
  return <Chip tone={option.holds ? 'green' : 'neutral'}>{t(option.holds ? 'decision.holds' : 'decision.fails')}</Chip>;
}
