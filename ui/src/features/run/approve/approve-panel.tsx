import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenTaskView, StepView } from '../../../contract';
import { TextField } from '../../../shared/field';
import { useSettings } from '../../../stores/settings';
import { CallChip } from '../record/call-state';
import { Countdown } from '../chat/countdown';
import { PendingCall } from './pending-call';
import './approve.css';

interface ApprovePanelProps {
  step: StepView;
  task: OpenTaskView | null;
}

/** Calls that somebody has to decide about, and how the others of the step stand. */
export default function ApprovePanel({ step, task }: ApprovePanelProps) {
  const { t, i18n } = useTranslation('run');
  const ownName = useSettings((state) => state.settings?.ownName ?? '');
  const [name, setName] = useState<string | null>(null);
  const approvers = task?.approvers ?? [];
  const by = (name ?? ownName).trim();
  const pending = step.calls.filter(({ state }) => state.state === 'pendingApproval');
  const others = step.calls.filter(({ state }) => state.state !== 'pendingApproval');
  return (
    <div className="panel approve">
      <p className="approve-facts">
        <span>{pending.length === 0 ? t('approve.nothing') : t('approve.count', { count: pending.length })}</span>
        {task?.until == null ? null : <Countdown until={task.until} words="approve.until" />}
      </p>
      {pending.length > 0 && approvers.length > 0 ? (
        <TextField
          label={t('approve.as')}
          value={name ?? ownName}
          onChange={setName}
          description={t('approve.who', { names: new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(approvers) })}
        />
      ) : null}
      {pending.map((call, index) => (
        <PendingCall key={call.call} stepId={step.id} call={call} by={by} isFirst={index === 0} />
      ))}
      {others.length > 0 ? (
        <section aria-label={t('approve.others')}>
          <h3 className="panel-title">{t('approve.others')}</h3>
          <ul className="approve-others">
            {others.map((call) => (
              <li key={call.call}>
                <code>{call.server === null ? call.tool : `${call.server}/${call.tool}`}</code>
                <CallChip call={call} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}
