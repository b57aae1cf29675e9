import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { JsonValue, StepAnswer, StepView } from '../../../contract';
import { Button } from '../../../shared/button';
import { TextField } from '../../../shared/field';
import { Loading } from '../../../shared/states';
import { tellFailure } from '../../../stores/tell-failure';
import { useRun } from '../run-context';
import { readRecord } from '../task/form-values';
import { JsonOutputs } from '../task/json-outputs';
import { offered, undecided, type Asked, type Recorded } from './answers';
import { useRecords } from './use-records';
import './record.css';

/** The name of the model of a step that a person does in a model's place: the prompt is theirs to answer. */
const A_PERSON = 'a person';

const useAnswer = (stepId: string) => {
  const runId = useRun((run) => run.runId);
  return (answer: StepAnswer) => backend().answerStep({ runId, stepId, answer });
};

/** A step that waits for a person's words, or for their word about a call. */
export function AnswerPanel({ step, on }: { step: StepView; on: 'conversation' | 'approval' }) {
  const { t } = useTranslation('run');
  const records = useRecords(step);
  if (records === null) return <Loading label={t('tabDo')} />;
  const all = records.map(({ what }) => what);
  if (on === 'conversation') return <Conversation stepId={step.id} records={all} />;
  return (
    <div className="panel">
      {undecided(all).map((asked) => (
        <Approval key={asked.call} stepId={step.id} asked={asked} />
      ))}
    </div>
  );
}

function Approval({ stepId, asked }: { stepId: string; asked: Asked }) {
  const { t } = useTranslation('run');
  const answer = useAnswer(stepId);
  const [begin] = useState(() => JSON.stringify(asked.arguments.value, null, 2));
  const [text, setText] = useState(begin);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string | null>(null);
  const approve = () => {
    const edited = readRecord(text);
    if (text !== begin && !edited) {
      setError(t('task.badRecord'));
      return;
    }
    setError(null);
    answer({ answer: 'approve', call: asked.call, ...(text !== begin && edited ? { arguments: edited } : {}) }).catch(tellFailure);
  };
  return (
    <section className="panel-form" aria-label={asked.tool}>
      <p>{t('record.callAsked', { tool: asked.server === null ? asked.tool : `${asked.server}/${asked.tool}`, risk: asked.risk })}</p>
      {asked.arguments.reference === null ? (
        <TextField label={t('record.arguments')} value={text} onChange={setText} rows={7} mono error={error} />
      ) : (
        <p className="record-note">{asked.arguments.preview}</p>
      )}
      {text === begin ? null : (
        <details>
          <summary>{t('record.proposed')}</summary>
          <pre className="value-text">{begin}</pre>
        </details>
      )}
      <TextField label={t('record.reason')} value={reason} onChange={setReason} />
      <div className="panel-actions">
        <Button kind="primary" onPress={approve}>
          {t('record.approve')}
        </Button>
        <Button onPress={() => void answer({ answer: 'reject', call: asked.call, ...(reason === '' ? {} : { reason }) }).catch(tellFailure)}>
          {t('record.reject')}
        </Button>
      </div>
    </section>
  );
}

/** What was said, the newest last, and the next words. Words of models are text and nothing else. */
function Conversation({ stepId, records }: { stepId: string; records: readonly Recorded[] }) {
  const { t } = useTranslation('run');
  const answer = useAnswer(stepId);
  const [text, setText] = useState('');
  const outputs = offered(records);
  const say = () => {
    if (text.trim() === '') return;
    answer({ answer: 'say', text }).then(() => setText(''), tellFailure);
  };
  return (
    <div className="panel">
      <Thread records={records} />
      {outputs === null ? null : <JsonOutputs submit={t('record.confirm')} begin={outputs} onSubmit={(values) => answer({ answer: 'confirm', outputs: values })} />}
      <form
        className="panel-form"
        onSubmit={(event) => {
          event.preventDefault();
          say();
        }}
      >
        <TextField label={t('record.yourAnswer')} value={text} onChange={setText} rows={4} onSend={say} />
        <div className="panel-actions">
          <Button kind="primary" type="submit">
            {t('send')}
          </Button>
        </div>
      </form>
    </div>
  );
}

function Thread({ records }: { records: readonly Recorded[] }) {
  const { t } = useTranslation('run');
  const scripted = new Set(records.flatMap((what) => (what.kind === 'modelAsked' && what.scripted ? [what.call] : [])));
  return (
    <ol className="record-list" aria-live="polite">
      {records.map((what, index) => {
        if (what.kind === 'personSaid') return <Said key={index} who={t('record.you')} words={what.text.value ?? what.text.preview} />;
        if (what.kind === 'modelAsked' && what.model === A_PERSON) {
          const text = what.messages.at(-1)?.text;
          return text === undefined ? null : <Said key={index} who={t('record.prompt')} words={text.value ?? text.preview} />;
        }
        if (what.kind !== 'modelAnswered' || what.text.value === '') return null;
        return <Said key={index} who={t(scripted.has(what.call) ? 'record.scripted' : 'record.model')} words={what.text.value ?? what.text.preview} />;
      })}
    </ol>
  );
}

const Said = ({ who, words }: { who: string; words: JsonValue }) => (
  <li>
    <strong>{who}</strong>
    <p className="task-instructions">{String(words)}</p>
  </li>
);
