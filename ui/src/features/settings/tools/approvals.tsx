import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../../backend/chosen';
import type { ApprovalPolicy, OnTimeout } from '../../../contract';
import { Button } from '../../../shared/button';
import { TextField } from '../../../shared/field';
import { Select } from '../../../shared/select';
import { keepTools } from '../../../stores/tools';
import { tellFailure } from '../../../stores/tell-failure';
import { RISKS } from './rules';

const ON_TIMEOUT = ['block', 'reject'] as const satisfies readonly OnTimeout[];
const WHOLE = /^\d+$/;

/** Seconds, as people say them, of milliseconds. */
const seconds = (ms: number | null): string => (ms === null ? '' : String(ms / 1000));

/** Who is asked before a tool is called, where no rule for the tool says otherwise. */
export function Approvals({ approvals }: { approvals: ApprovalPolicy }) {
  const { t } = useTranslation('tools');
  const [policy, setPolicy] = useState(approvals);
  const [timeout, setTimeoutText] = useState(seconds(approvals.timeoutMs));
  const [delay, setDelay] = useState(seconds(approvals.delayMs || null));
  const [callers, setCallers] = useState(approvals.trustedCallers.join('\n'));
  const wrong = (text: string) => (text === '' || WHOLE.test(text) ? null : t('wrongSeconds'));
  const set = (change: Partial<ApprovalPolicy>) => setPolicy({ ...policy, ...change });
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (wrong(timeout) ?? wrong(delay)) return;
    const trustedCallers = callers.split('\n').map((line) => line.trim()).filter((line) => line !== '');
    const all = { ...policy, trustedCallers, timeoutMs: timeout === '' ? null : Number(timeout) * 1000, delayMs: Number(delay) * 1000 };
    backend().setApprovalPolicy({ approvals: all }).then(keepTools, tellFailure);
  };
  return (
    <section aria-labelledby="tools-approvals">
      <h2 id="tools-approvals" className="settings-section">
        {t('approvals')}
      </h2>
      <form className="settings-form" onSubmit={save}>
        <p className="settings-hint">{t('approvalsHelp')}</p>
        <Select label={t('threshold')} value={policy.threshold} choices={RISKS.map((value) => ({ value, label: t(`risk_${value}`) }))} onChange={(threshold) => set({ threshold })} />
        <TextField label={t('timeout')} value={timeout} onChange={setTimeoutText} error={wrong(timeout)} placeholder={t('forEver')} inputMode="decimal" />
        <Select label={t('onTimeout')} value={policy.onTimeout} choices={ON_TIMEOUT.map((value) => ({ value, label: t(`onTimeout_${value}`) }))} onChange={(onTimeout) => set({ onTimeout })} />
        <TextField label={t('delay')} value={delay} onChange={setDelay} error={wrong(delay)} description={t('delayHelp')} inputMode="decimal" />
        <TextField label={t('trusted')} value={callers} onChange={setCallers} description={t('trustedHelp')} rows={2} mono />
        <div>
          <Button type="submit">{t('saveApprovals')}</Button>
        </div>
      </form>
    </section>
  );
}
