import { Split } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../names';
import { dollars } from '../record/words';
import { useView } from '../run-context';
import { reasonWords } from '../sentences/reason';

/** Why ways out of a gateway were taken and what asking has cost, or why a model that was asked could not say. */
export function PathReasonNote({ element }: { element: string }) {
  const { t, i18n } = useTranslation('run');
  const names = useNames();
  const reason = useView((view) => view.reasons[element] ?? null);
  if (reason === null) return null;
  const { who, because, price } = reasonWords({ t, language: i18n.language }, reason, names);
  return (
    <div className="path-reason">
      <Split aria-hidden />
      <div>
        <p className="path-reason-who">{who}</p>
        <p className="path-reason-words">{because}</p>
        {price === null ? null : (
          <p className="path-reason-price" title={dollars(i18n.language, reason.advice?.credits ?? '0')}>
            {price}
          </p>
        )}
      </div>
    </div>
  );
}
