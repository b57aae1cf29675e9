import { ClipboardList, Plus, Users } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/button';
import { EmptyState, ErrorState, Loading } from '../../shared/states';
import { useSampleSwarms } from '../../stores/swarm/sample-swarms';
import { followSwarms, loadSwarms, useSwarms } from '../../stores/swarm/swarms';
import { tellFailure } from '../../stores/tell-failure';
import { beginSampleSwarm } from './begin-sample';
import { Board } from './board';
import { boardAsk, useBoardPlace } from './board-place';
import { NewSwarmDialog } from './new-swarm-dialog';
import './blackboard.css';
import './credits/credits.css';
import './entry/entry.css';

/** What runs share, of one swarm at a time. */
export default function Blackboard() {
  const { swarms, failure, shown } = useSwarms();
  const isMaking = useBoardPlace(({ asked }) => asked === 'swarm');
  useEffect(followSwarms, []);
  const swarm = swarms?.find(({ swarmId }) => swarmId === shown) ?? swarms?.[0];
  return (
    <div className="board">
      {swarm && swarms ? <Board key={swarm.swarmId} swarmId={swarm.swarmId} swarms={swarms} /> : <Nothing isKnown={swarms !== null} failure={failure?.message ?? null} />}
      {isMaking ? <NewSwarmDialog onClose={() => boardAsk(null)} /> : null}
    </div>
  );
}

function Nothing({ isKnown, failure }: { isKnown: boolean; failure: string | null }) {
  const { t } = useTranslation('blackboard');
  const samples = useSampleSwarms();
  // Buttons that came later would move the others under the pointer.
  if (isKnown && samples) {
    return (
      <EmptyState
        icon={<ClipboardList aria-hidden />}
        title={t('empty')}
        actions={
          <>
            <Button kind="primary" icon={<Plus aria-hidden />} onPress={() => boardAsk('swarm')}>
              {t('newSwarm')}
            </Button>
            {samples.map((sample) => (
              <Button key={sample.id} icon={<Users aria-hidden />} onPress={() => beginSampleSwarm(sample).catch(tellFailure)}>
                {t('beginSample', { name: sample.name })}
              </Button>
            ))}
          </>
        }
      >
        {t('emptyHelp')}
      </EmptyState>
    );
  }
  if (failure === null) return <Loading label={t('title')} />;
  return (
    <ErrorState title={t('failed')} details={failure} actions={<Button onPress={() => void loadSwarms()}>{t('tryAgain')}</Button>}>
      {t('failedHelp')}
    </ErrorState>
  );
}
