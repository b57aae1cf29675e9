import { History as HistoryIcon, SearchX, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../backend/chosen';
import type { RunSummary } from '../../contract';
import { Button } from '../../shared/button';
import { ConfirmDialog } from '../../shared/confirm-dialog';
import { SearchField } from '../../shared/field';
import { EmptyState, ErrorState, Loading } from '../../shared/states';
import { useToasts } from '../../shared/toast';
import { followRuns, searchRuns, useRuns } from '../../stores/runs';
import { useRouter } from '../../stores/router';
import { tellFailure } from '../../stores/tell-failure';
import { hasEnded } from '../run/sentences/run-state';
import { RunTable } from './run-table';
import './history.css';

/** Every run that is kept, the latest first. */
export default function History() {
  const { t } = useTranslation('history');
  const { runs, query, total, failure } = useRuns();
  const go = useRouter((state) => state.go);
  const [deleting, setDeleting] = useState<readonly RunSummary[] | null>(null);
  useEffect(() => followRuns(), []);
  const ended = (runs ?? []).filter(hasEnded);

  const body = () => {
    if (failure && !runs) {
      return (
        <ErrorState title={t('failed')} details={failure.message} actions={<Button onPress={() => searchRuns(query)}>{t('tryAgain')}</Button>}>
          {t('failedHelp')}
        </ErrorState>
      );
    }
    if (!runs) return <Loading label={t('title')} />;
    if (runs.length > 0) return <RunTable runs={runs} onDelete={(run) => setDeleting([run])} />;
    return query.trim() === '' ? (
      <EmptyState
        icon={<HistoryIcon aria-hidden />}
        title={t('empty')}
        actions={
          <Button kind="primary" onPress={() => go('library')}>
            {t('toLibrary')}
          </Button>
        }
      >
        {t('emptyHelp')}
      </EmptyState>
    ) : (
      <EmptyState icon={<SearchX aria-hidden />} title={t('noMatch')} actions={<Button onPress={() => searchRuns('')}>{t('clearSearch')}</Button>}>
        {t('noMatchHelp', { query })}
      </EmptyState>
    );
  };

  return (
    <div className="history">
      <header className="history-bar">
        <h1 className="history-title">{t('title')}</h1>
        {runs ? <span className="history-count">{t('count', { count: total })}</span> : null}
        <span className="history-space" />
        <SearchField label={t('search')} placeholder={t('placeholder')} value={query} onChange={searchRuns} />
        <Button icon={<Trash2 aria-hidden />} isDisabled={ended.length === 0} onPress={() => setDeleting(ended)}>
          {t('clear')}
        </Button>
      </header>
      <div className="history-body">{body()}</div>
      {deleting ? <DeleteDialog runs={deleting} onClose={() => setDeleting(null)} /> : null}
    </div>
  );
}

function DeleteDialog({ runs, onClose }: { runs: readonly RunSummary[]; onClose: () => void }) {
  const { t } = useTranslation('history');
  const [only] = runs;
  const single = runs.length === 1 ? only : undefined;
  const forget = () => {
    backend()
      .deleteRuns({ runIds: runs.map(({ runId }) => runId) })
      .then(() => useToasts.getState().show({ tone: 'neutral', words: t('deleted', { count: runs.length }) }), tellFailure);
  };
  return (
    <ConfirmDialog
      title={single ? t('deleteAsk') : t('clearAsk', { count: runs.length })}
      open
      onClose={onClose}
      keep={t('keep')}
      confirm={t('deleteNow')}
      onConfirm={forget}
    >
      {single ? t('deleteHelp', { name: single.routine.name }) : t('clearHelp')}
    </ConfirmDialog>
  );
}
