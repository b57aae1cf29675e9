import { History as HistoryIcon, SearchX, Trash2 } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../backend/chosen';
import type { RunSummary } from '../../contract';
import { Button } from '../../shared/button';
import { ConfirmDialog } from '../../shared/confirm-dialog';
import { EmptyState, ErrorState, Loading } from '../../shared/states';
import { useToasts } from '../../shared/toast';
import { followRuns, searchRuns, useRuns } from '../../stores/runs';
import { endComparing, useComparing } from '../../stores/comparing';
import { useRouter } from '../../stores/router';
import { tellFailure } from '../../stores/tell-failure';
import { ImportButton } from './files/import-button';
import { RunTable } from './run-table';
import { SearchBox } from './search/search-box';
import { SearchReadingLine } from './search/search-reading';
import { Views } from './search/views';
import './history.css';

const Compare = lazy(() => import('../compare/compare'));
const ExportDialog = lazy(() => import('./files/export-dialog'));

/** Every run that is kept, the latest first. */
export default function History() {
  const { t } = useTranslation('history');
  const { runs, query, total, failure } = useRuns();
  const go = useRouter((state) => state.go);
  const [deleting, setDeleting] = useState<RunSummary | null>(null);
  const [exporting, setExporting] = useState<RunSummary | null>(null);
  const [clearing, setClearing] = useState<Clearing | null>(null);
  const [typingAt, setTypingAt] = useState<number | null>(null);
  const isRead = useRuns(({ reading }) => reading.mistakes.length === 0);
  const [left, right] = useComparing(({ picked }) => picked);
  useEffect(() => followRuns(), []);

  const askToClear = () => {
    backend()
      .listRuns({ query, removable: true, limit: 0 })
      .then(({ total: count }) => {
        if (count > 0) setClearing({ query: query.trim(), count });
        else useToasts.getState().show({ tone: 'neutral', words: t('clearNothing') });
      })
      .catch(tellFailure);
  };

  const body = () => {
    if (failure && !runs) {
      return (
        <ErrorState title={t('failed')} details={failure.message} actions={<Button onPress={() => searchRuns(query)}>{t('tryAgain')}</Button>}>
          {t('failedHelp')}
        </ErrorState>
      );
    }
    if (!runs) return <Loading label={t('title')} />;
    if (runs.length > 0) return <RunTable runs={runs} onDelete={setDeleting} onExport={setExporting} />;
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

  if (left !== undefined && right !== undefined) {
    return (
      <Suspense fallback={<Loading label={t('compare.title')} />}>
        <Compare key={`${left} ${right}`} left={left} right={right} />
      </Suspense>
    );
  }

  return (
    <div className="history">
      <header className="history-bar">
        <h1 className="history-title">{t('title')}</h1>
        {runs ? <span className="history-count">{t('count', { count: total })}</span> : null}
        <span className="history-space" />
        <SearchBox onTyping={setTypingAt} />
        <ImportButton />
        <Button icon={<Trash2 aria-hidden />} isDisabled={!runs || runs.length === 0 || !isRead} onPress={askToClear}>
          {t('clear')}
        </Button>
      </header>
      <div className="history-reading">
        <Views />
        <SearchReadingLine typingAt={typingAt} />
      </div>
      {left === undefined ? null : (
        <p className="history-picked" role="status">
          {t('compare.pickFirst')}
          <Button size="small" kind="quiet" onPress={endComparing}>
            {t('compare.unpick')}
          </Button>
        </p>
      )}
      <div className="history-body">{body()}</div>
      {deleting ? <DeleteDialog run={deleting} onClose={() => setDeleting(null)} /> : null}
      {exporting ? (
        <Suspense fallback={null}>
          <ExportDialog runId={exporting.runId} name={exporting.routine.name} onClose={() => setExporting(null)} />
        </Suspense>
      ) : null}
      {clearing ? <ClearDialog clearing={clearing} onClose={() => setClearing(null)} /> : null}
    </div>
  );
}

interface Clearing {
  query: string;
  /** So many runs would go. */
  count: number;
}

const tellDeleted = (words: string) => useToasts.getState().show({ tone: 'neutral', words });

function DeleteDialog({ run: { runId, routine }, onClose }: { run: RunSummary; onClose: () => void }) {
  const { t } = useTranslation('history');
  const forget = () => {
    backend()
      .deleteRuns({ runIds: [runId] })
      .then(() => tellDeleted(t('deleted', { count: 1 })), tellFailure);
  };
  return (
    <ConfirmDialog title={t('deleteAsk')} open onClose={onClose} keep={t('keep')} confirm={t('deleteNow')} onConfirm={forget}>
      {t('deleteHelp', { name: routine.name })}
    </ConfirmDialog>
  );
}

function ClearDialog({ clearing: { query, count }, onClose }: { clearing: Clearing; onClose: () => void }) {
  const { t } = useTranslation('history');
  const forget = () => {
    backend()
      .clearRuns({ query })
      .then((cleared) => tellDeleted(t('deleted', { count: cleared.count })), tellFailure);
  };
  return (
    <ConfirmDialog title={t('clearAsk', { count })} open onClose={onClose} keep={t('keep')} confirm={t('deleteNow')} onConfirm={forget}>
      {query === '' ? t('clearHelp') : t('clearHelpQuery', { query })}
    </ConfirmDialog>
  );
}
