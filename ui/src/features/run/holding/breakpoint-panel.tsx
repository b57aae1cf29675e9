import { CircleDot, MousePointerClick, PanelBottomClose, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BreakpointView } from '../../../contract';
import { Check } from '../../../shared/check';
import { Chip } from '../../../shared/chip';
import { IconButton } from '../../../shared/icon-button';
import { EmptyState } from '../../../shared/states';
import { keysFor, shownKeys } from '../../../stores/commands';
import { hideLower } from '../lower-panels';
import { useNames } from '../names';
import { useIsPast, useLive, useSession } from '../run-context';
import { breakOnWords } from '../sentences/intervention';
import { hasEnded } from '../sentences/run-state';
import { useSpeech } from '../sentences/speech';
import { BreakOnForm } from './break-on-form';
import { enableBreakpoint, removeBreakpoint } from './breakpoints';
import { isHeld } from './hit-words';
import './holding.css';

/** Every place and moment at which this run is to be held, which of them holds it now, and a line to add another. */
export default function BreakpointPanel() {
  const { t } = useTranslation('holding');
  const breakpoints = useLive((view) => view.breakpoints);
  const isFixed = useLive(hasEnded);
  const isPast = useIsPast();
  const [key] = keysFor('run.breakpoint');
  return (
    <section className="holding" aria-label={t('breakpoints')}>
      <header className="holding-bar">
        {isFixed || isPast ? <span className="holding-note">{t(isPast ? 'notInPast' : 'ended')}</span> : <BreakOnForm />}
        <span className="holding-space" />
        <IconButton size="small" label={t('hide')} icon={<PanelBottomClose aria-hidden />} onPress={() => hideLower(true)} />
      </header>
      {breakpoints.length === 0 ? (
        <EmptyState icon={<CircleDot aria-hidden />} title={t('noBreakpoints')}>
          {t('noBreakpointsHelp', { keys: key === undefined ? '' : shownKeys(key) })}
        </EmptyState>
      ) : (
        <ul className="holding-list" aria-label={t('breakpoints')}>
          {breakpoints.map((breakpoint) => (
            <Line key={breakpoint.id} breakpoint={breakpoint} isFixed={isFixed || isPast} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Line({ breakpoint, isFixed }: { breakpoint: BreakpointView; isFixed: boolean }) {
  const { t } = useTranslation('holding');
  const session = useSession();
  const speech = useSpeech();
  const names = useNames();
  const { on, enabled, once } = breakpoint;
  const runId = useLive((view) => view.runId);
  const hit = useLive((view) => (isHeld(view) ? view.hits.find(({ breakpointId }) => breakpointId === breakpoint.id) : undefined));
  const words = breakOnWords(speech.t, on, names);
  const element = on.kind === 'before' || on.kind === 'after' ? on.element : (hit?.element ?? null);
  return (
    <li className="holding-line" data-hit={hit !== undefined}>
      {isFixed ? <span className="holding-words">{words}</span> : <Check label={words} checked={enabled} onChange={(counts) => enableBreakpoint(runId, breakpoint, counts)} />}
      {once ? <Chip>{t('once')}</Chip> : null}
      {hit ? <span className="holding-hit">{hit.branchId === null ? t('holdsNow') : t('holdsBranch', { letter: names.branch(hit.branchId) })}</span> : null}
      <span className="holding-space" />
      {element === null || !names.has(element) ? null : (
        <IconButton
          size="small"
          label={t('showPlace', { element: names.element(element) })}
          icon={<MousePointerClick aria-hidden />}
          onPress={() => session.store.setState({ selected: element })}
        />
      )}
      {isFixed ? null : (
        <IconButton size="small" label={t('remove', { on: words })} icon={<Trash2 aria-hidden />} onPress={() => removeBreakpoint(runId, breakpoint.id)} />
      )}
    </li>
  );
}
