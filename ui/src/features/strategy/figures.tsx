import { useTranslation } from 'react-i18next';
import type { StepEvolution, StrategyFigures, StrategyProposal } from '../../contract';
import { Button } from '../../shared/button';
import { StrategyGlyph } from './glyph';
import './strategy.css';

interface FiguresProps {
  step: StepEvolution;
  /** What is drawn is not what is saved; a proposal is about the file. */
  unsaved: boolean;
  onAccept: (proposal: StrategyProposal) => void;
  onDismiss: (proposal: StrategyProposal) => void;
}

/** How a step went over all runs, by strategy, and what that speaks for. */
export function Figures({ step, unsaved, onAccept, onDismiss }: FiguresProps) {
  const { t } = useTranslation('strategy');
  return (
    <section className="figures" aria-label={t('figures')}>
      {step.proposal ? <Proposal proposal={step.proposal} unsaved={unsaved} step={step} onAccept={onAccept} onDismiss={onDismiss} /> : null}
      <table className="figures-table">
        <caption>{t('figures')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('strategy')}</th>
            <th scope="col">{t('figureSucceeded')}</th>
            <th scope="col">{t('figureCredits')}</th>
            <th scope="col">{t('figureTime')}</th>
          </tr>
        </thead>
        <tbody>
          {step.figures.map((figures) => (
            <Line key={figures.strategy} figures={figures} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const decimal = (value: number, digits: number) => value.toLocaleString(undefined, { maximumFractionDigits: digits });

function Line({ figures }: { figures: StrategyFigures }) {
  const { t } = useTranslation('strategy');
  const { strategy, runs, successes, scripted, credits, timeMs } = figures;
  return (
    <tr>
      <th scope="row">
        <span className="figures-strategy">
          <StrategyGlyph kind={strategy} /> {t(`name_${strategy}`)}
        </span>
      </th>
      <td className="tabular">
        {t('figureOf', { successes, runs })}
        {scripted > 0 ? <span className="figures-scripted"> {t('figureScripted', { count: scripted })}</span> : null}
      </td>
      <td className="tabular">{decimal(Number(credits) / runs, 3)}</td>
      <td className="tabular">{t('figureSeconds', { seconds: decimal(timeMs / runs / 1000, 2) })}</td>
    </tr>
  );
}

function Proposal({ proposal, step, unsaved, onAccept, onDismiss }: FiguresProps & { proposal: StrategyProposal }) {
  const { t } = useTranslation('strategy');
  const to = t(`name_${proposal.to}`);
  const figures = step.figures.find(({ strategy }) => strategy === proposal.from);
  const values = {
    to,
    from: t(`name_${proposal.from}`),
    runs: figures?.runs ?? 0,
    successes: figures?.successes ?? 0,
    complexity: decimal(step.complexity, 2),
  };
  return (
    <div className="proposal" role="group" aria-label={t('proposal')}>
      <h3 className="proposal-title">{t('proposal')}</h3>
      <p>{t(proposal.back ? 'proposedBack' : 'proposed', values)}</p>
      {proposal.needsBinding ? <p className="proposal-note">{t('proposalNeedsBinding')}</p> : null}
      {unsaved ? <p className="proposal-note">{t('proposalUnsaved')}</p> : null}
      <div className="proposal-actions">
        <Button size="small" kind="primary" isDisabled={unsaved || proposal.needsBinding} onPress={() => onAccept(proposal)}>
          {t('proposalAccept', { to })}
        </Button>
        <Button size="small" kind="quiet" onPress={() => onDismiss(proposal)}>
          {t('proposalDismiss')}
        </Button>
      </div>
    </div>
  );
}
