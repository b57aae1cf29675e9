import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { OpenTaskView, StepAnswer, StepView } from '../../../contract';
import { Chip } from '../../../shared/chip';
import { Loading } from '../../../shared/states';
import { useRecords } from '../record/use-records';
import { creditsWords, dollars } from '../record/words';
import { useRun } from '../run-context';
import { Composer } from './composer';
import { ConversationSwitch } from './conversation-switch';
import { Countdown } from './countdown';
import { OutputsForm } from './outputs-form';
import { Thread } from './thread-view';
import { followEnd } from './follow-end';
import { threadOf, tokensOf } from './thread';
import './chat.css';

interface ChatPanelProps {
  step: StepView;
  /** What is waited for; null once the conversation is over, or while the other side is speaking. */
  task: OpenTaskView | null;
}

/** A conversation about one step: what was said, what was done in between, and the next words. */
export default function ChatPanel({ step, task }: ChatPanelProps) {
  const { t, i18n } = useTranslation('run');
  const runId = useRun((run) => run.runId);
  const records = useRecords(step);
  if (records === null) return <Loading label={t('tabChat')} />;

  const answer = (said: StepAnswer) => backend().answerStep({ runId, stepId: step.id, answer: said });
  const items = threadOf(records);
  const isScripted = items.some((item) => (item.kind === 'said' || item.kind === 'asked') && item.who === 'demo');
  const took = tokensOf(records);
  return (
    <div className="chat">
      <ConversationSwitch stepId={step.id} />
      <div className="chat-facts">
        {isScripted ? <Chip tone="amber">{t('record.scripted')}</Chip> : null}
        {task?.turns ? <span>{t('chat.turns', { taken: task.turns.taken, most: task.turns.most })}</span> : null}
        {took && took.input + took.output > 0 ? <span>{t('record.used', { input: took.input, output: took.output })}</span> : null}
        {step.credits === '0' ? null : <span title={dollars(i18n.language, step.credits)}>{creditsWords(t, i18n.language, step.credits)}</span>}
        {task?.until == null ? null : <Countdown until={task.until} words="chat.until" />}
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls has to be reached by the keyboard */}
      <div ref={followEnd} className="chat-thread" tabIndex={0} role="log" aria-label={t('chat.thread', { element: step.elementName ?? step.element })}>
        <Thread step={step} items={items} />
      </div>
      {task === null ? null : task.outputs === 'none' ? (
        <Composer onSay={(text) => answer({ answer: 'say', text })} />
      ) : (
        <OutputsForm
          key={records.length}
          task={task}
          asked={task.outputs}
          onConfirm={(outputs) => answer({ answer: 'confirm', outputs })}
          onSay={(text) => answer({ answer: 'say', text })}
        />
      )}
    </div>
  );
}
