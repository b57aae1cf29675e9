import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/button';
import { isString, recall, remember } from '../../shared/remembered';
import { ErrorState, Loading } from '../../shared/states';
import { followLibrary, loadLibrary, useLibrary } from '../../stores/library';
import { followRecents, useRecents } from '../../stores/recents';
import { loadProposals } from '../../stores/strategy-proposals';
import { tellFailure } from '../../stores/tell-failure';
import { Dropped } from './dropped';
import { EmptyFolder } from './empty-folder';
import { LibraryBar, type Layout, type Shown } from './library-bar';
import { isSearched, lastRunFirst } from './order';
import { RoutineCards } from './routine-cards';
import { RoutineTable } from './routine-table';
import { SampleCards } from './sample-cards';
import { NoMatch, NoRecent } from './nothing';
import { TourCard, useTour } from './tour-card';
import './library.css';

const LAYOUT = 'library.layout';
const isLayout = (value: unknown): value is Layout => isString(value) && (value === 'table' || value === 'cards');

/** The project folder's routines, and the samples that are shipped. */
export default function Library() {
  const { t } = useTranslation('library');
  const { routines, samples, failure } = useLibrary();
  const recents = useRecents((state) => state.paths);
  const [shown, setShown] = useState<Shown>('all');
  const [layout, setLayout] = useState<Layout>(() => recall(LAYOUT, 'table', isLayout));
  const [query, setQuery] = useState('');
  const tour = useTour();

  useEffect(() => {
    followLibrary();
    followRecents().catch(tellFailure);
    void loadProposals();
  }, []);
  useEffect(() => remember(LAYOUT, layout), [layout]);

  const lines = useMemo(() => {
    const all = routines ?? [];
    const chosen =
      shown === 'recent' ? (recents ?? []).flatMap((path) => all.find((routine) => routine.path === path) ?? []) : lastRunFirst(all);
    return chosen.filter((routine) => isSearched(routine, query));
  }, [routines, recents, shown, query]);

  const body = () => {
    if (shown === 'samples') return <SampleCards samples={(samples ?? []).filter((sample) => isSearched(sample, query))} />;
    if (failure && !routines) {
      return (
        <ErrorState title={t('failed')} details={failure.message} actions={<Button onPress={() => void loadLibrary()}>{t('tryAgain')}</Button>}>
          {t('failedHelp')}
        </ErrorState>
      );
    }
    if (!routines || !samples) return <Loading label={t('title')} />;
    if (routines.length === 0) return <EmptyFolder samples={samples} />;
    if (lines.length === 0) return query.trim() === '' ? <NoRecent /> : <NoMatch query={query} onClear={() => setQuery('')} />;
    return layout === 'table' ? <RoutineTable routines={lines} /> : <RoutineCards routines={lines} />;
  };

  return (
    <Dropped>
      <div className="library">
        <LibraryBar
          shown={shown}
          onShow={setShown}
          layout={layout}
          onLayout={setLayout}
          query={query}
          onQuery={setQuery}
          samples={samples ?? []}
        />
        {tour.sample && routines && routines.length > 0 && shown === 'all' && query === '' ? (
          <div className="library-tour">
            <TourCard sample={tour.sample} onHide={tour.hide} />
          </div>
        ) : null}
        <div className="library-body">{body()}</div>
      </div>
    </Dropped>
  );
}
