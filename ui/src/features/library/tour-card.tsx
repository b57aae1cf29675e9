import { Play, Users, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SampleView } from '../../contract';
import { Button } from '../../shared/button';
import { IconButton } from '../../shared/icon-button';
import { isBoolean, recall, remember } from '../../shared/remembered';
import { useLibrary } from '../../stores/library';
import { useSampleSwarms } from '../../stores/swarm/sample-swarms';
import { tellFailure } from '../../stores/tell-failure';
import { beginSampleSwarm } from '../blackboard/begin-sample';
import { runTour } from './actions';
import { TextThumbnail } from './thumbnail/thumbnail';

const HIDDEN = 'library.tourHidden';

/** The sample that the tour is about. */
export const tourSample = (samples: readonly SampleView[]): SampleView | undefined =>
  samples.find(({ id }) => id === 'plan-a-launch') ?? samples[0];

/**
 * The tour is offered until something was run, or until it is hidden. Whether it is stands once what it depends on is known:
 * a card that comes or goes later would move the list away under the pointer.
 */
export function useTour(): { sample: SampleView | undefined; hide: () => void } {
  const { samples, routines } = useLibrary();
  const [isHidden, setHidden] = useState(() => recall(HIDDEN, false, isBoolean));
  const [isNew, setNew] = useState<boolean | null>(null);
  if (isNew === null && routines && samples) setNew(routines.every(({ lastRun }) => lastRun === null));
  return {
    sample: isHidden || isNew !== true ? undefined : tourSample(samples ?? []),
    hide: () => {
      remember(HIDDEN, true);
      setHidden(true);
    },
  };
}

/** "Plan a launch: run the tour", and then let a team do it. */
export function TourCard({ sample, onHide }: { sample: SampleView; onHide?: () => void }) {
  const { t } = useTranslation('library');
  const [swarm] = useSampleSwarms() ?? [];
  return (
    <section className="tour" aria-labelledby="tour-title">
      <span className="tour-drawing">
        <TextThumbnail xml={sample.xml} />
      </span>
      <div className="tour-words">
        <h2 id="tour-title" className="tour-title">
          {t('tourTitle')}
        </h2>
        <p className="tour-help">{t('tourHelp')}</p>
      </div>
      <Button kind="primary" icon={<Play aria-hidden />} onPress={() => runTour(sample).catch(tellFailure)}>
        {t('tourStart')}
      </Button>
      {swarm ? (
        <Button icon={<Users aria-hidden />} onPress={() => beginSampleSwarm(swarm).catch(tellFailure)}>
          {t('tourSwarm')}
        </Button>
      ) : null}
      {onHide ? <IconButton size="small" label={t('tourHide')} icon={<X aria-hidden />} onPress={onHide} /> : null}
    </section>
  );
}
