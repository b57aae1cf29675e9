import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { asBackendError } from '../../../backend/backend-error';
import { backend } from '../../../backend/chosen';
import type { ModelBudgets } from '../../../contract';
import { Button } from '../../../shared/button';
import { Check } from '../../../shared/check';
import { TextField } from '../../../shared/field';
import { Loading } from '../../../shared/states';
import { keepModels, loadModels, useModels } from '../../../stores/models';
import { tellFailure } from '../../../stores/tell-failure';

const CREDITS = /^\d+(\.\d{1,6})?$/;

/** What may be spent on models, and what has been. */
export function Budgets() {
  const { t } = useTranslation('models');
  const settings = useModels((state) => state.settings);
  useEffect(() => void loadModels().catch(tellFailure), []);
  if (!settings) return <Loading label={t('budgets')} />;
  return <Form key={JSON.stringify(settings.budgets)} budgets={settings.budgets} spentToday={settings.spentToday} />;
}

function Form({ budgets, spentToday }: { budgets: ModelBudgets; spentToday: string }) {
  const { t, i18n } = useTranslation('models');
  const [run, setRun] = useState(budgets.run ?? '');
  const [day, setDay] = useState(budgets.day ?? '');
  const [allowUnpriced, setAllowUnpriced] = useState(budgets.allowUnpriced);
  const [error, setError] = useState<string | null>(null);
  const wrong = (text: string) => (text.trim() === '' || CREDITS.test(text.trim()) ? null : t('wrongCredits'));
  const isChanged = run !== (budgets.run ?? '') || day !== (budgets.day ?? '') || allowUnpriced !== budgets.allowUnpriced;
  const dollars = (Number(spentToday) / 1000).toLocaleString(i18n.language, { maximumFractionDigits: 4 });
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (wrong(run) ?? wrong(day)) return;
    backend()
      .setModelBudgets({ budgets: { run: run.trim() || null, day: day.trim() || null, allowUnpriced } })
      .then(keepModels, (failure: unknown) => setError(asBackendError(failure).message));
  };
  return (
    <form className="settings settings-form" onSubmit={save}>
      <p className="settings-hint">{t('budgetsHelp')}</p>
      <TextField label={t('budgetRun')} value={run} onChange={setRun} error={wrong(run)} description={t('budgetRunHelp')} placeholder={t('noLimit')} inputMode="decimal" />
      <TextField label={t('budgetDay')} value={day} onChange={setDay} error={wrong(day)} description={t('budgetDayHelp')} placeholder={t('noLimit')} inputMode="decimal" />
      <Check label={t('allowUnpriced')} description={t('allowUnpricedHelp')} checked={allowUnpriced} onChange={setAllowUnpriced} />
      <p>
        {t('spentToday')} <strong className="tabular">{t('credits', { credits: spentToday })}</strong> <span className="settings-hint">{t('dollars', { dollars })}</span>
      </p>
      {error === null ? null : (
        <p className="settings-error" role="alert">
          {error}
        </p>
      )}
      <div>
        <Button kind="primary" type="submit" isDisabled={!isChanged || wrong(run) !== null || wrong(day) !== null}>
          {t('saveBudgets')}
        </Button>
      </div>
    </form>
  );
}
