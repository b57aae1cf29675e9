import { useTranslation } from 'react-i18next';
import type { SampleView } from '../../contract';
import { Button } from '../../shared/button';
import { tellFailure } from '../../stores/tell-failure';
import { useSampleSwarms } from '../../stores/swarm/sample-swarms';
import { createRoutine } from './actions';
import { SwarmCard } from './swarm-card';
import { TextThumbnail } from './thumbnail/thumbnail';

/** The routines and swarms that are shipped: what each does, and how to make it one's own. */
export function SampleCards({ samples }: { samples: readonly SampleView[] }) {
  const { t } = useTranslation('library');
  const swarms = useSampleSwarms() ?? [];
  return (
    <ul className="cards" aria-label={t('showSamples')}>
      {swarms.map((swarm) => (
        <SwarmCard key={swarm.id} swarm={swarm} />
      ))}
      {samples.map((sample) => (
        <li key={sample.id} className="card card-sample">
          <span className="card-drawing">
            <TextThumbnail xml={sample.xml} />
          </span>
          <h2 className="routine-title">{sample.name}</h2>
          <p className="card-summary">{sample.summary}</p>
          <div className="card-foot">
            <Button
              size="small"
              aria-label={`${t('useSample')}: ${sample.name}`}
              onPress={() => createRoutine(sample.name, { from: 'sample', id: sample.id }).catch(tellFailure)}
            >
              {t('useSample')}
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}
