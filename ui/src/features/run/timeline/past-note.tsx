import { GitFork, History, Radio } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../shared/button';
import { clockTime } from '../../../shared/time';
import { useLive, useRun, useSession } from '../run-context';

const ForkDialog = lazy(() => import('./fork-dialog'));

/** Says that an earlier moment is shown, and leads back to the present or on from here in another run. */
export function PastNote({ path, title }: { path: string; title: string }) {
  const { t, i18n } = useTranslation('run');
  const session = useSession();
  const past = useRun((run) => run.past);
  const last = useLive((view) => view.seq);
  const time = useRun(({ journal }) => journal.entries.find(({ seq }) => seq === past?.seq)?.time);
  const canFork = useLive((view) => view.swarm === null);
  const [isForking, setForking] = useState(false);
  if (past === null) return null;
  return (
    <div className="past-note" role="status">
      <History aria-hidden />
      <p>
        {time === undefined
          ? t('timeline.past', { seq: past.seq, last })
          : t('timeline.pastAt', { time: clockTime(time, i18n.language), seq: past.seq, last })}
      </p>
      <Button size="small" icon={<Radio aria-hidden />} onPress={() => session.lookAt(null)}>
        {t('timeline.backToLive')}
      </Button>
      <Button size="small" kind="primary" icon={<GitFork aria-hidden />} isDisabled={!canFork} onPress={() => setForking(true)}>
        {t('timeline.forkHere')}
      </Button>
      {isForking ? (
        <Suspense fallback={null}>
          <ForkDialog past={past} path={path} title={title} onClose={() => setForking(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
