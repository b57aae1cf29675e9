import { Bot, FlaskConical, ScrollText, UserRound, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { StepView } from '../../../contract';
import { Markdown } from '../../../shared/markdown/markdown';
import { shortTime } from '../../../shared/time';
import { NamedValue, Values } from '../inspector/values';
import { CallChip } from '../record/call-state';
import { chargeWords, dollars } from '../record/words';
import { usePhase } from '../record/use-words';
import { useHeard } from '../record/use-records';
import { useRun, useSession } from '../run-context';
import { WholeText } from '../record/whole-text';
import type { Speaker, ThreadItem } from './thread';

const ICONS: Record<Speaker, LucideIcon> = { you: UserRound, model: Bot, demo: FlaskConical, prompt: ScrollText };

/** What was said and done, the newest last. Words of models are drawn and never run. */
export function Thread({ step, items }: { step: StepView; items: readonly ThreadItem[] }) {
  const past = useRun((run) => run.past?.seq ?? null);
  const shown = past === null ? null : items.findLast(({ seq }) => seq <= past);
  return (
    <ol className="thread">
      {items.map((item) => (
        <li key={`${item.kind} ${item.seq}`} className={`thread-item thread-${item.kind}`} data-who={'who' in item ? item.who : undefined} aria-current={item === shown ? 'true' : undefined}>
          <Item step={step} item={item} />
        </li>
      ))}
    </ol>
  );
}

function Item({ step, item }: { step: StepView; item: ThreadItem }) {
  const { t } = useTranslation('run');
  const phase = usePhase();
  switch (item.kind) {
    case 'said':
      return <Said item={item} />;
    case 'asked':
      return <Speaking stepId={step.id} item={item} />;
    case 'phase':
      return <span>{phase(item.phase)}</span>;
    case 'call':
      return (
        <details className="thread-call-fold">
          <summary>
            <code>{item.server === null ? item.tool : `${item.server}/${item.tool}`}</code>
            <CallChip call={step.calls.find(({ call }) => call === item.call)} />
          </summary>
          <ul className="values">
            <NamedValue name={t('record.arguments')} view={item.arguments} />
            {item.result === null ? null : <NamedValue name={t('record.result')} view={item.result} />}
          </ul>
        </details>
      );
    case 'offered':
      return (
        <details className="thread-call-fold">
          <summary>{t('chat.hasOffered')}</summary>
          <ul className="values">
            <NamedValue name={t('record.outputs')} view={item.outputs} />
          </ul>
        </details>
      );
    case 'confirmed':
      return (
        <details className="thread-call-fold">
          <summary>{t('record.confirmed')}</summary>
          <Values values={item.outputs} empty={t('noOutputs')} />
        </details>
      );
    case 'failed':
      return <span className="record-failed">{item.message}</span>;
    case 'lost':
      return <span className="record-failed">{t('record.lost', { credits: item.credits })}</span>;
    case 'fellBack':
      return <span>{t('chat.anotherTries', { because: item.because })}</span>;
    case 'expired':
      return <span className="record-failed">{t('record.expired')}</span>;
    case 'trimmed':
      return <span>{t('record.trimmed', { what: item.leftOut.join('; ') })}</span>;
  }
}

function Said({ item }: { item: Extract<ThreadItem, { kind: 'said' }> }) {
  const { t, i18n } = useTranslation('run');
  const session = useSession();
  const time = shortTime(item.time, item.time, i18n.language);
  const Icon = ICONS[item.who];
  const facts = [
    item.used === null || item.who === 'demo' ? null : t('record.used', { input: item.used.input, output: item.used.output }),
    item.who === 'model' ? chargeWords(t, i18n.language, item.credits, item.charge) : null,
  ].filter((fact) => fact !== null);
  return (
    <>
      <header className="thread-who">
        <Icon aria-hidden />
        <strong>{t(`chat.who_${item.who}`)}</strong>
        {item.model === null || item.who === 'demo' ? null : <span className="thread-model">{item.model}</span>}
        <button type="button" className="thread-time" title={t('chat.lookAt')} aria-label={t('chat.lookAtFrom', { time })} onClick={() => session.lookAt(item.seq)}>
          <time>{time}</time>
        </button>
      </header>
      <WholeText view={item.text}>{(text) => (item.who === 'you' ? <p className="thread-plain">{text}</p> : <Markdown text={text} />)}</WholeText>
      {facts.length > 0 ? <p className="record-note" title={dollars(i18n.language, item.credits)}>{facts.join(' · ')}</p> : null}
    </>
  );
}

/** A model that has been asked: its words as they come. */
function Speaking({ stepId, item }: { stepId: string; item: Extract<ThreadItem, { kind: 'asked' }> }) {
  const { t } = useTranslation('run');
  const heard = useHeard(stepId, item.call);
  const Icon = ICONS[item.who];
  return (
    <>
      <header className="thread-who">
        <Icon aria-hidden />
        <strong>{t(`chat.who_${item.who}`)}</strong>
        {item.who === 'demo' ? null : <span className="thread-model">{item.model}</span>}
      </header>
      {heard === null ? <p className="thread-thinking">{t('record.thinking')}</p> : <Markdown text={heard} />}
    </>
  );
}
