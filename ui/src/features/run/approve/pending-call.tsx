import { Check, PencilLine, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { JsonValue, StepAnswer, StepCallView, ValueView } from '../../../contract';
import { Button } from '../../../shared/button';
import { Chip } from '../../../shared/chip';
import { TextField } from '../../../shared/field';
import { tellFailure } from '../../../stores/tell-failure';
import { useAnswerFocus } from '../answer-focus';
import { readWhole } from '../record/read-whole';
import { useRun } from '../run-context';
import { TextDiff } from '../diff/text-diff';
import { editedArguments, written } from './edited';

interface PendingCallProps {
  stepId: string;
  call: StepCallView;
  /** Under which name it is decided; empty leaves it to the settings. */
  by: string;
  /** Who is led to the panel comes here. */
  isFirst: boolean;
}

const isTyping = (target: EventTarget) => target instanceof Element && target.closest('input, textarea, select, [contenteditable="true"]') !== null;

/** One call to decide about: what would be done, with what, and the keys A, E and R. */
export function PendingCall({ stepId, call, by, isFirst }: PendingCallProps) {
  const { t } = useTranslation('run');
  const runId = useRun((run) => run.runId);
  const box = useRef<HTMLElement>(null);
  const [whole, setWhole] = useState<JsonValue | undefined>();
  const [mode, setMode] = useState<'look' | 'edit' | 'reject'>('look');
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string | null>(null);
  const wanted = useAnswerFocus((state) => state.count);
  useEffect(() => {
    if (isFirst && wanted > 0) box.current?.focus();
  }, [isFirst, wanted]);
  useEffect(() => {
    if (mode !== 'look') box.current?.querySelector('textarea')?.focus();
  }, [mode]);

  const proposed = proposedOf(call.arguments, whole);
  const edited = mode === 'edit' ? editedArguments(proposed, text) : null;
  const answer = (said: StepAnswer) => backend().answerStep({ runId, stepId, answer: said, ...(by === '' ? {} : { by }) }).catch(tellFailure);
  const approve = () => {
    if (edited === 'faulty') {
      setError(t('task.badRecord'));
      return;
    }
    setError(null);
    void answer({ answer: 'approve', call: call.call, ...(edited === null ? {} : { arguments: edited }) });
  };
  const reject = () => void answer({ answer: 'reject', call: call.call, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) });
  const edit = () => {
    if (proposed === undefined) return;
    setText(written(proposed));
    setMode('edit');
  };
  const back = () => {
    setMode('look');
    setError(null);
    box.current?.focus();
  };
  const load = () => {
    if (call.arguments?.reference == null) return;
    void readWhole(runId, call.arguments.reference, call.arguments.bytes).then(setWhole, tellFailure);
  };

  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && mode !== 'look') {
      event.stopPropagation();
      back();
      return;
    }
    if (isTyping(event.target)) {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey || mode === 'reject') || event.shiftKey) return;
      event.preventDefault();
      if (mode === 'reject') reject();
      else approve();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = { a: approve, e: edit, r: () => setMode('reject') }[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  };

  const name = call.server === null ? call.tool : `${call.server}/${call.tool}`;
  return (
    // The keys of the panel; each of them is a button, too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex
    <section ref={box} className="approve-call" tabIndex={0} aria-label={t('approve.call', { tool: name })} aria-keyshortcuts="A E R" onKeyDown={press}>
      <p className="approve-what">
        <code>{name}</code>
        <Chip tone={call.risk === 'high' || call.risk === 'critical' ? 'red' : call.risk === 'medium' ? 'amber' : 'neutral'}>
          {t(`risk.${call.risk}`)}
        </Chip>
      </p>
      {call.mayHaveBeenDone ? <p className="record-failed">{t('approve.mayHaveBeenDone')}</p> : null}
      {proposed === undefined ? (
        <>
          <p className="record-note">{call.arguments?.preview}</p>
          <Button size="small" onPress={load}>
            {t('record.readWhole', { size: `${Math.ceil((call.arguments?.bytes ?? 0) / 1024)} kB` })}
          </Button>
        </>
      ) : mode === 'edit' ? (
        <>
          <TextField label={t('record.arguments')} value={text} onChange={setText} rows={8} mono error={error} description={t('approve.editKeys')} />
          <TextDiff label={t('approve.changes')} before={written(proposed)} after={text} />
        </>
      ) : (
        <>
          <h3 className="approve-label">{t('record.arguments')}</h3>
          <pre className="value-text approve-arguments">{written(proposed)}</pre>
        </>
      )}
      {mode === 'reject' ? (
        <TextField label={t('record.reason')} value={reason} onChange={setReason} rows={2} description={t('approve.rejectKeys')} />
      ) : null}
      <div className="panel-actions">
        {mode === 'reject' ? (
          <Button kind="danger" icon={<X aria-hidden />} onPress={reject}>
            {t('record.reject')}
          </Button>
        ) : (
          <Button kind="primary" icon={<Check aria-hidden />} onPress={approve}>
            {t(edited === null || edited === 'faulty' ? 'record.approve' : 'approve.approveEdited')} <kbd>A</kbd>
          </Button>
        )}
        {mode === 'look' ? (
          <>
            <Button icon={<PencilLine aria-hidden />} isDisabled={proposed === undefined} onPress={edit}>
              {t('approve.edit')} <kbd>E</kbd>
            </Button>
            <Button icon={<X aria-hidden />} onPress={() => setMode('reject')}>
              {t('approve.rejectAsk')} <kbd>R</kbd>
            </Button>
          </>
        ) : (
          <Button kind="quiet" onPress={back}>
            {t('task.cancel')} <kbd>Esc</kbd>
          </Button>
        )}
      </div>
    </section>
  );
}

/** What was proposed, as far as it is here. */
function proposedOf(view: ValueView | null, whole: JsonValue | undefined): JsonValue | undefined {
  if (view === null || whole !== undefined) return whole;
  return view.reference === null ? view.value : undefined;
}
