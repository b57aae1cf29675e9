import { CornerDownRight, RefreshCw } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asBackendError } from '../../../backend/backend-error';
import { backend } from '../../../backend/chosen';
import type { MigrationNote, MigrationPlan } from '../../../contract';
import { Button } from '../../../shared/button';
import { Dialog } from '../../../shared/dialog';
import { useToasts } from '../../../shared/toast';
import { useLive } from '../run-context';
import './holding.css';
import './restart.css';

/** Has the run go on with the routine as its file is now, after it is said what stands in the way and what would be otherwise. */
export default function MigrateDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('holding');
  const runId = useLive((view) => view.runId);
  const [plan, setPlan] = useState<MigrationPlan | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const ask = useCallback(
    () =>
      backend()
        .planMigration({ runId })
        .then(setPlan, (failure: unknown) => setRefusal(asBackendError(failure).message)),
    [runId],
  );
  useEffect(() => void ask(), [ask]);
  const migrate = () => {
    if (!plan) return;
    setAsking(true);
    setRefusal(null);
    backend()
      .migrateRun({ runId, expectedSeq: plan.seq })
      .then(
        () => {
          onClose();
          useToasts.getState().show({ tone: 'neutral', words: t('migrate.done') });
        },
        async (failure: unknown) => {
          setRefusal(asBackendError(failure).message);
          await ask();
        },
      )
      .finally(() => setAsking(false));
  };
  const isSame = plan !== null && plan.from === plan.to;
  return (
    <Dialog
      title={t('migrate.title')}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('migrate.not')}</Button>
          {plan !== null && !plan.possible && !isSame ? (
            <Button icon={<RefreshCw aria-hidden />} onPress={() => void ask()}>
              {t('migrate.again')}
            </Button>
          ) : null}
          <Button kind="primary" icon={<CornerDownRight aria-hidden />} isDisabled={isAsking || plan?.possible !== true} onPress={migrate}>
            {t('migrate.now')}
          </Button>
        </>
      }
    >
      <div className="restart">
        {refusal === null ? null : (
          <p className="changes-refused" role="alert">
            {t('wasRefused', { why: refusal })}
          </p>
        )}
        {plan === null ? (
          <p>{t('migrate.asking')}</p>
        ) : isSame ? (
          <p>{t('migrate.same')}</p>
        ) : (
          <>
            <p role="status">{plan.possible ? t('migrate.possible') : t('migrate.notPossible')}</p>
            <Notes title={t('migrate.obstacles')} notes={plan.obstacles} />
            <Notes title={t('migrate.notes')} notes={plan.notes} />
          </>
        )}
      </div>
    </Dialog>
  );
}

function Notes({ title, notes }: { title: string; notes: readonly MigrationNote[] }) {
  if (notes.length === 0) return null;
  return (
    <section>
      <h3 className="migrate-title">{title}</h3>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls has to be reached by the keyboard */}
      <ul className="migrate-list" aria-label={title} tabIndex={0}>
        {notes.map(({ element, elementName, code, message }) => (
          <li key={`${element}-${code}`}>
            <strong>{elementName ?? element}</strong>: {message}
          </li>
        ))}
      </ul>
    </section>
  );
}
