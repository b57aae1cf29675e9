import { Download, GitCompare, GitFork, PanelBottomClose } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asBackendError, type BackendError } from '../../../backend/backend-error';
import { backend } from '../../../backend/chosen';
import type { RunTree } from '../../../contract';
import { Button } from '../../../shared/button';
import { IconButton } from '../../../shared/icon-button';
import { Moment } from '../../../shared/moment';
import { EmptyState, ErrorState, Loading } from '../../../shared/states';
import { duration } from '../../../shared/time';
import { Tree, type TreeNode } from '../../../shared/tree';
import { compareBoth } from '../../../stores/comparing';
import { useRouter } from '../../../stores/router';
import { hideLower } from '../lower-panels';
import { useLive } from '../run-context';
import { stateOfSummary } from '../sentences/run-state';
import { useSpeech } from '../sentences/speech';
import { StateMark } from '../sentences/state-mark';
import { familyOf, type FamilyNode } from './family';
import '../holding/holding.css';
import './related.css';

const ExportDialog = lazy(() => import('../../history/files/export-dialog'));

/** The runs that began as copies of one another, of which this is one: forks, restarts and repetitions from a step. */
export default function RelatedPanel() {
  const { t } = useTranslation('history');
  const runId = useLive((view) => view.runId);
  const name = useLive((view) => view.routine.name);
  const [tree, setTree] = useState<RunTree | null>(null);
  const [failure, setFailure] = useState<BackendError | null>(null);
  const [isExporting, setExporting] = useState(false);

  useEffect(() => {
    let isWanted = true;
    const family = new Set([runId]);
    const show = (read: RunTree) => {
      if (!isWanted) return;
      for (const { run } of read.runs) family.add(run.runId);
      setTree(read);
    };
    const read = () => {
      backend()
        .readRunTree({ runId })
        .then(show, (reason: unknown) => (isWanted ? setFailure(asBackendError(reason)) : undefined));
    };
    const stop = backend().watchRuns({
      stale: read,
      changed: (changed, removed) => {
        const isOurs = changed.some((run) => family.has(run.runId) || (run.origin !== null && family.has(run.origin.runId)));
        if (isOurs || removed.some((id) => family.has(id))) read();
      },
    });
    return () => {
      isWanted = false;
      stop();
    };
  }, [runId]);

  return (
    <section className="holding" aria-label={t('related.title')}>
      <header className="holding-bar">
        <span className="holding-note">{tree === null ? '' : t('related.count', { count: tree.runs.length })}</span>
        <span className="holding-space" />
        <Button size="small" icon={<Download aria-hidden />} onPress={() => setExporting(true)}>
          {t('files.export')}
        </Button>
        <IconButton size="small" label={t('related.hide')} icon={<PanelBottomClose aria-hidden />} onPress={() => hideLower(true)} />
      </header>
      {tree !== null ? <Family tree={tree} runId={runId} /> : failure ? <ErrorState title={t('related.failed')} details={failure.message} /> : <Loading label={t('related.title')} />}
      {isExporting ? (
        <Suspense fallback={null}>
          <ExportDialog runId={runId} name={name} onClose={() => setExporting(false)} />
        </Suspense>
      ) : null}
    </section>
  );
}

function Family({ tree, runId }: { tree: RunTree; runId: string }) {
  const { t } = useTranslation(['history', 'run']);
  const { language } = useSpeech();
  const [walked, setWalked] = useState(runId);
  if (tree.runs.length < 2) {
    return (
      <EmptyState icon={<GitFork aria-hidden />} title={t('related.alone')}>
        {t('related.aloneHelp')}
      </EmptyState>
    );
  }
  const node = ({ line: { run }, copies }: FamilyNode): TreeNode => {
    const state = stateOfSummary(run);
    const from = run.origin === null ? t('related.first') : t('related.from', { seq: run.origin.seq });
    const words = t(`run:state.${state}`);
    return {
      id: run.runId,
      label: run.runId === runId ? t('related.this', { from }) : from,
      hint: words,
      icon: <StateMark state={state} />,
      mark: (
        <span className="related-facts">
          <span>{words}</span>
          <span>{t('related.steps', { count: run.steps })}</span>
          {run.credits === '0' ? null : <span>{t('related.credits', { credits: run.credits })}</span>}
          {run.endedAt === null ? null : <span>{duration(run.endedAt - run.startedAt, language)}</span>}
          <Moment at={run.startedAt} />
        </span>
      ),
      children: copies.map(node),
    };
  };
  const compare = () => {
    compareBoth(runId, walked);
    useRouter.getState().go('history');
  };
  const open = (id: string) => {
    const run = tree.runs.find((line) => line.run.runId === id)?.run;
    if (run) useRouter.getState().openRun(id, run.routine.path ?? '', run.routine.name);
  };
  return (
    <div className="related-tree">
      <Button size="small" icon={<GitCompare aria-hidden />} isDisabled={walked === runId} onPress={compare}>
        {t('related.compare')}
      </Button>
      <Tree key={tree.runs.length} label={t('related.title')} nodes={familyOf(tree.runs).map(node)} selected={walked} onSelect={setWalked} onOpen={open} expandLabel={t('related.expand')} />
    </div>
  );
}
