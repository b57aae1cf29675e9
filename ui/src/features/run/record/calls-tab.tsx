import { useTranslation } from 'react-i18next';
import type { StepRecordKind, StepView, ValueView } from '../../../contract';
import { Chip } from '../../../shared/chip';
import { Markdown } from '../../../shared/markdown/markdown';
import { Loading } from '../../../shared/states';
import { clockTime } from '../../../shared/time';
import { NamedValue, Values } from '../inspector/values';
import { failureWords } from '../../../words/failure-words';
import { CallChip } from './call-state';
import { useHeard, useRecords } from './use-records';
import { usePhase } from './use-words';
import { chargeWords, creditsWords, dollars } from './words';
import './record.css';

/** What was asked of models and tools, and what they answered, in order. */
export default function CallsTab({ step }: { step: StepView }) {
  const { t } = useTranslation('run');
  const records = useRecords(step);
  if (records === null) return <Loading label={t('tabCalls')} />;
  if (records.length === 0) return <p className="values-none">{t('record.noCalls')}</p>;
  const ended = new Set(records.flatMap(({ what }) => (what.kind === 'modelAnswered' || what.kind === 'modelFailed' || what.kind === 'modelLost' ? [what.call] : [])));
  return (
    <ol className="record-list">
      {records.map(({ seq, time, what }) => (
        <li key={seq} className="record-item" data-kind={what.kind}>
          <Item step={step} what={what} time={time} isOpen={what.kind === 'modelAsked' && !what.person && !ended.has(what.call)} />
        </li>
      ))}
    </ol>
  );
}

const Named = ({ name, view }: { name: string; view: ValueView }) => (
  <ul className="values">
    <NamedValue name={name} view={view} />
  </ul>
);

/** What a model is saying now. */
function Speaking({ stepId, call }: { stepId: string; call: number }) {
  const { t } = useTranslation('run');
  const heard = useHeard(stepId, call);
  return heard === null ? <p className="record-note">{t('record.thinking')}</p> : <Markdown text={heard} />;
}

function At({ time }: { time: number }) {
  const { i18n } = useTranslation('run');
  return <time className="record-time">{clockTime(time, i18n.language).slice(0, -4)}</time>;
}

function Item({ step, what, time, isOpen }: { step: StepView; what: StepRecordKind; time: number; isOpen: boolean }) {
  const { t, i18n } = useTranslation(['run', 'strategy']);
  const run = useTranslation('run').t;
  const phase = usePhase();
  switch (what.kind) {
    case 'strategyChosen':
      return (
        <p className="record-line">
          {t('run:record.chosen', { strategy: t(`strategy:name_${what.strategy}`) })}
          <At time={time} />
        </p>
      );
    case 'fellBack':
      return (
        <p className="record-failed">
          {t('run:record.fellBack', {
            from: t(`strategy:name_${what.from}`),
            to: what.to === null ? t('run:record.toPerson') : t(`strategy:name_${what.to}`),
            because: what.because,
          })}
        </p>
      );
    case 'phaseBegun':
      return <h3 className="record-phase">{phase(what.phase)}</h3>;
    case 'modelAsked':
      return (
        <>
          <p className="record-line">
            {what.scripted ? (
              <Chip tone="amber">{t('run:record.scripted')}</Chip>
            ) : (
              <span>{what.person ? t('run:record.askedPerson') : t('run:record.asked', { model: what.model })}</span>
            )}
            <At time={time} />
          </p>
          <details className="record-fold">
            <summary>{what.purpose === '' ? t('run:record.prompt') : t('run:record.promptFor', { purpose: phase(what.purpose) })}</summary>
            <ul className="values">
              {what.messages.map((message, index) => (
                // oxlint-disable-next-line react/no-array-index-key -- what was asked never changes
                <NamedValue key={index} name={t(`run:record.speaker.${message.from}`)} view={message.text} />
              ))}
            </ul>
          </details>
          {what.reserved === '0' ? null : <p className="record-note">{t('run:record.reserved', { credits: creditsWords(run, i18n.language, what.reserved) })}</p>}
          {isOpen ? <Speaking stepId={step.id} call={what.call} /> : null}
        </>
      );
    case 'modelAnswered':
      return (
        <>
          {what.text.value === '' && what.text.reference === null ? null : <Named name={t('run:record.response')} view={what.text} />}
          {what.tools.map((tool, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- what was answered never changes
            <Named key={index} name={t('run:record.wantsTool', { tool: tool.tool })} view={tool.arguments} />
          ))}
          <p className="record-note" title={dollars(i18n.language, what.credits)}>
            {[
              what.used === null ? t('run:record.usedUnknown') : t('run:record.used', { input: what.used.input, output: what.used.output }),
              what.used !== null && what.used.cachedInput > 0 ? t('run:record.cached', { count: what.used.cachedInput }) : null,
              chargeWords(run, i18n.language, what.credits, what.charge),
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </p>
        </>
      );
    case 'modelFailed':
      return (
        <p className="record-failed" title={what.code}>
          {[failureWords(what.code), what.message].filter((words) => words !== null).join(': ')}
          {what.credits === '0' ? null : ` (${creditsWords(run, i18n.language, what.credits)})`}
        </p>
      );
    case 'modelLost':
      return <p className="record-failed">{t('run:record.lost', { credits: what.credits })}</p>;
    case 'callAsked':
      return (
        <>
          <p className="record-line">
            <span>{t('run:record.callAsked', { tool: what.server === null ? what.tool : `${what.server}/${what.tool}`, risk: t(`run:risk.${what.risk}`) })}</span>
            <CallChip call={step.calls.find(({ call }) => call === what.call)} />
            <At time={time} />
          </p>
          <Named name={t('run:record.arguments')} view={what.arguments} />
        </>
      );
    case 'callApproved':
      return (
        <>
          <p>{t(what.byPerson ? 'run:record.callApproved' : 'run:record.callAllowed')}</p>
          {what.arguments === null ? null : <Named name={t('run:record.edited')} view={what.arguments} />}
        </>
      );
    case 'callRejected':
      return <p>{what.reason === null ? t('run:record.callRejectedPlain') : t('run:record.callRejected', { reason: what.reason })}</p>;
    case 'callScheduled':
      return <p>{t('run:record.callScheduled', { time: clockTime(what.dueAt, i18n.language).slice(0, -4) })}</p>;
    case 'callBegun':
      return (
        <p className="record-line">
          {t('run:record.callBegun')}
          <At time={time} />
        </p>
      );
    case 'callEnded':
      return <Named name={t(what.failed ? 'run:record.callFailed' : 'run:record.callDone')} view={what.result} />;
    case 'callCancelled':
      return <p>{t('run:record.callCancelled', { reason: what.reason })}</p>;
    case 'personSaid':
      return <Named name={t('run:record.you')} view={what.text} />;
    case 'outputsConfirmed':
      return (
        <>
          <p>{t('run:record.confirmed')}</p>
          <Values values={what.outputs} empty={t('run:noOutputs')} />
        </>
      );
    case 'waitExpired':
      return <p>{t('run:record.expired')}</p>;
    case 'swarmSeen':
      return <Named name={t('run:record.swarmSeen', { version: what.version })} view={what.view} />;
    case 'contextTrimmed':
      return <p className="record-note">{t('run:record.trimmed', { what: what.leftOut.join('; ') })}</p>;
  }
}
