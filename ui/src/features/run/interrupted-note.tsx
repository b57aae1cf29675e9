import { Play, Unplug } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/button';
import { canContinue, continueRun } from './run-commands';
import { useLive } from './run-context';

/** The program ended in the middle of the run: says what is safe, and offers to take it up. */
export function InterruptedNote() {
  const { t } = useTranslation('run');
  const runId = useLive((view) => view.runId);
  const isInterrupted = useLive((view) => view.interrupted && canContinue(view));
  if (!isInterrupted) return null;
  return (
    <div className="run-note" role="status">
      <Unplug aria-hidden />
      <p>{t('interruptedHelp')}</p>
      <Button size="small" icon={<Play aria-hidden />} onPress={() => continueRun(runId)}>
        {t('continue')}
      </Button>
    </div>
  );
}
