import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Diagnostic } from '../../../contract';
import { Button } from '../../../shared/button';
import { Dialog } from '../../../shared/dialog';
import { useRouter } from '../../../stores/router';
import { closeStartDialog, type StartDialog } from './start-run';
import './start.css';

/** Why a routine cannot run: every reason at once. */
export function StartRefused({ dialog }: { dialog: Extract<StartDialog, { kind: 'refused' }> }) {
  const { t } = useTranslation('run');
  const { path, name } = dialog.startable;
  const openRoutine = useRouter((state) => state.openRoutine);
  const errors = dialog.diagnostics.filter(({ severity }) => severity === 'error');
  return (
    <Dialog
      title={t('start.refused', { name })}
      open
      onClose={closeStartDialog}
      role="alertdialog"
      actions={
        <>
          <Button onPress={closeStartDialog}>{t('start.close')}</Button>
          {path === null ? null : (
            <Button
              kind="primary"
              onPress={() => {
                closeStartDialog();
                openRoutine(path, name);
              }}
            >
              {t('start.openDesigner')}
            </Button>
          )}
        </>
      }
    >
      <p>{errors.length === 0 ? dialog.message : t('start.refusedHelp', { count: errors.length })}</p>
      <ul className="refusals">
        {errors.map((diagnostic) => (
          <Refusal key={`${diagnostic.rule}/${diagnostic.element}/${diagnostic.line}/${diagnostic.column}`} diagnostic={diagnostic} />
        ))}
      </ul>
    </Dialog>
  );
}

function Refusal({ diagnostic: { severity, message, hint, element, line } }: { diagnostic: Diagnostic }) {
  const { t } = useTranslation('run');
  const where = [element, line === null ? null : t('start.line', { line })].filter((part) => part !== null).join(' · ');
  return (
    <li className="refusal">
      {severity === 'error' ? <CircleAlert aria-hidden /> : <TriangleAlert aria-hidden />}
      <div>
        <p className="refusal-message">{message}</p>
        {hint === null ? null : <p>{hint}</p>}
        {where === '' ? null : <code className="refusal-where">{where}</code>}
      </div>
    </li>
  );
}
