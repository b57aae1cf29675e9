import { useTranslation } from 'react-i18next';
import type { SampleView } from '../../contract';
import { SampleCards } from './sample-cards';
import { TourCard, tourSample } from './tour-card';

/** A folder without routines: the tour, and what could be the first one. */
export function EmptyFolder({ samples }: { samples: readonly SampleView[] }) {
  const { t } = useTranslation('library');
  const sample = tourSample(samples);
  return (
    <div className="empty-folder">
      {sample ? <TourCard sample={sample} /> : null}
      <div className="empty-folder-words">
        <h2 className="state-title">{t('empty')}</h2>
        <p>{t('emptyHelp')}</p>
      </div>
      <SampleCards samples={samples} />
    </div>
  );
}
