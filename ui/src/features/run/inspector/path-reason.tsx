import { Split } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../names';
import { useView } from '../run-context';

/** Why ways out of a gateway were taken, or why a model that was asked could not say. */
export function PathReasonNote({ element }: { element: string }) {
  const { t } = useTranslation('run');
  const names = useNames();
  const reason = useView((view) => view.reasons[element] ?? null);
  if (reason === null) return null;
  const flows = reason.flowIds.map(names.element).join(', ');
  const words = flows === '' ? t('pathReason.left') : t(reason.byModel ? 'pathReason.model' : 'pathReason.person', { flows });
  return (
    <div className="path-reason">
      <Split aria-hidden />
      <div>
        <p className="path-reason-who">{words}</p>
        <p className="path-reason-words">{reason.because}</p>
      </div>
    </div>
  );
}
