import { useTranslation } from 'react-i18next';
import type { StepRecordKind, StepView, ValueView } from '../../../contract';
import { Chip } from '../../../shared/chip';
import { Loading } from '../../../shared/states';
import { NamedValue } from '../inspector/values';
import { useRecords } from './use-records';
import './record.css';

/** What was asked of models and tools, and what they answered, in order. */
export function CallsTab({ step }: { step: StepView }) {
  const { t } = useTranslation('run');
  const records = useRecords(step);
  if (records === null) return <Loading label={t('tabCalls')} />;
  if (records.length === 0) return <p className="values-none">{t('record.noCalls')}</p>;
  return (
    <ol className="record-list">
      {records.map(({ seq, what }) => (
        <li key={seq} className="record-item">
          <Item what={what} />
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

function Item({ what }: { what: StepRecordKind }) {
  const { t } = useTranslation(['run', 'strategy']);
  switch (what.kind) {
    case 'strategyChosen':
      return <p>{t('run:record.chosen', { strategy: t(`strategy:name_${what.strategy}`) })}</p>;
    case 'fellBack':
      return <p>{what.because}</p>;
    case 'phaseBegun':
      return <h3 className="record-phase">{what.phase}</h3>;
    case 'modelAsked':
      return (
        <>
          <p className="record-line">
            <span>{t('run:record.asked', { model: what.model })}</span>
            {what.scripted ? <Chip tone="amber">{t('run:record.scripted')}</Chip> : null}
          </p>
          <details>
            <summary>{t('run:record.prompt')}</summary>
            <ul className="values">
              {what.messages.map((message, index) => (
                <NamedValue key={index} name={t(`run:record.speaker.${message.from}`)} view={message.text} />
              ))}
            </ul>
          </details>
        </>
      );
    case 'modelAnswered':
      return (
        <>
          <Named name={t('run:record.response')} view={what.text} />
          {what.tools.map((tool, index) => (
            <Named key={index} name={tool.tool} view={tool.arguments} />
          ))}
          <p className="record-note">
            {[
              what.used ? t('run:record.used', { input: what.used.input, output: what.used.output }) : null,
              t('run:record.credits', { credits: what.credits }),
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </p>
        </>
      );
    case 'modelFailed':
      return <p className="record-failed">{what.message}</p>;
    case 'modelLost':
      return <p className="record-failed">{t('run:record.lost', { credits: what.credits })}</p>;
    case 'callAsked':
      return (
        <>
          <p>{t('run:record.callAsked', { tool: what.server === null ? what.tool : `${what.server}/${what.tool}`, risk: what.risk })}</p>
          <Named name={t('run:record.arguments')} view={what.arguments} />
        </>
      );
    case 'callApproved':
      return (
        <>
          <p>{t('run:record.callApproved')}</p>
          {what.arguments === null ? null : <Named name={t('run:record.edited')} view={what.arguments} />}
        </>
      );
    case 'callRejected':
      return <p>{t('run:record.callRejected', { reason: what.reason ?? '' })}</p>;
    case 'callScheduled':
      return <p>{t('run:record.callScheduled', { time: new Date(what.dueAt).toLocaleTimeString() })}</p>;
    case 'callBegun':
      return <p>{t('run:record.callBegun')}</p>;
    case 'callEnded':
      return <Named name={t(what.failed ? 'run:record.callFailed' : 'run:record.callDone')} view={what.result} />;
    case 'callCancelled':
      return <p>{t('run:record.callCancelled', { reason: what.reason })}</p>;
    case 'personSaid':
      return <Named name={t('run:record.you')} view={what.text} />;
    case 'outputsConfirmed':
      return <p>{t('run:record.confirmed')}</p>;
    case 'waitExpired':
      return <p>{t('run:record.expired')}</p>;
    case 'contextTrimmed':
      return <p className="record-note">{t('run:record.trimmed', { what: what.leftOut.join('; ') })}</p>;
  }
}
