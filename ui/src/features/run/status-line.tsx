import { useTranslation } from 'react-i18next';
import { duration } from '../../shared/time';
import { heldWords } from './holding/hit-words';
import { useNames } from './names';
import { useLive } from './run-context';
import { needsPerson, stateOfView, stillFinishing, tellingReason } from './sentences/run-state';
import { StateMark } from './sentences/state-mark';
import { useSpeech } from './sentences/speech';

/** How the run stands, in words and with the reason. */
export function RunStatusLine() {
  const { t } = useTranslation('run');
  const view = useLive((whole) => whole);
  const state = stateOfView(view);
  const finishing = stillFinishing(view);
  const names = useNames();
  // A step from a breakpoint leaves the reason behind, but the run is not held there any more.
  const reason = view.reason === 'breakpoint' ? null : tellingReason(view.reason);
  const held = view.interrupted ? null : heldWords(t, view, names);
  const failure = view.status === 'failed' ? (view.incidents[0]?.message ?? view.steps.findLast((step) => step.failure !== null)?.failure ?? null) : null;
  const parts = [
    held !== null ? t('stateWith', { state: t(`state.${state}`), reason: held }) : reason !== null && !view.interrupted ? t('stateWith', { state: t(`state.${state}`), reason: t(`reason.${reason}`) }) : t(`state.${state}`),
    state === 'waiting' && view.branches.some(({ waitingOn }) => waitingOn && needsPerson(waitingOn)) ? t('waitsForYou') : null,
    state === 'paused' && view.stepsBegun === 0 ? t('atStart') : null,
    finishing > 0 ? t('stillFinishing', { count: finishing }) : null,
    failure,
  ].filter((part) => part !== null);
  return (
    <span className="run-status" data-state={state} title={view.interrupted ? t('interruptedHelp') : parts.join(' · ')}>
      <StateMark state={state} />
      <span className="run-status-words">{parts.join(' · ')}</span>
      <Credits />
      <Took startedAt={view.startedAt} endedAt={view.endedAt} />
    </span>
  );
}

/** What the run has cost, beside what it may cost. A run that has cost nothing and has no cap says nothing. */
function Credits() {
  const { t } = useTranslation('run');
  const credits = useLive((view) => view.credits);
  const most = useLive((view) => view.maxCredits);
  if (most === null) return credits === '0' ? null : <span className="run-took">{t('record.credits', { credits })}</span>;
  return <span className="run-took">{t('creditsOf', { credits, most })}</span>;
}

/** How long the run took; while it goes on, nothing: a clock that ticks asks for attention. */
function Took({ startedAt, endedAt }: { startedAt: number; endedAt: number | null }) {
  const { language } = useSpeech();
  if (endedAt === null) return null;
  return <span className="run-took">{duration(endedAt - startedAt, language)}</span>;
}
