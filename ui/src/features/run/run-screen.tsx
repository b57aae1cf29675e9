import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../shared/button';
import { Split } from '../../shared/split';
import { Tabs } from '../../shared/tabs';
import { ErrorState, Loading, Skeleton } from '../../shared/states';
import type { RunTab } from '../../stores/router';
import { Announcements } from './announcements';
import { BranchStrip } from './branch-strip';
import { InterruptedNote } from './interrupted-note';
import { RunDrawing } from './canvas/run-drawing';
import { Inspector } from './inspector/inspector';
import { JournalPanel } from './journal/journal-panel';
import { Questions } from './holding/questions';
import { trayOf, useTrays } from './holding/tray';
import { hideLower, isLowerPanel, showLower, useLowerPanels } from './lower-panels';
import { useLive, useRun, useSession } from './run-context';
import { PastNote } from './timeline/past-note';
import { Toolbar } from './toolbar';
import { useRunCommands } from './run-commands';
import './run.css';

/** Of the window's width, where that is little. */
const INSPECTOR_SHARE = 0.27;

const TimelinePanel = lazy(() => import('./timeline/timeline-panel'));
const BreakpointPanel = lazy(() => import('./holding/breakpoint-panel'));
const RelatedPanel = lazy(() => import('./related/related-panel'));
const ChangePanel = lazy(() => import('./holding/change-panel'));

/** One run: controls, branches, the drawing, what is inspected, and the journal. */
export function RunScreen({ tab }: { tab: RunTab }) {
  const { t } = useTranslation('run');
  const session = useSession();
  const isThere = useRun(({ view }) => view !== null);
  const failure = useRun((run) => run.failure);
  if (failure && !isThere) {
    return (
      <ErrorState title={t('failedOpen')} details={failure.message} actions={<Button onPress={session.again}>{t('tryAgain')}</Button>}>
        {failure.hint ?? t('failedOpenHelp')}
      </ErrorState>
    );
  }
  if (!isThere) {
    return (
      <Loading label={tab.title}>
        <Skeleton lines={6} />
      </Loading>
    );
  }
  return <Shown tab={tab} />;
}

function Shown({ tab }: { tab: RunTab }) {
  const { t } = useTranslation('run');
  const isHidden = useLowerPanels((state) => state.isHidden);
  useRunCommands();
  const place = tab.path === '' ? tab.runId : tab.path;
  return (
    <div className="run">
      <h1 className="visually-hidden">{tab.title}</h1>
      <Toolbar tab={tab} />
      <BranchStrip />
      <InterruptedNote />
      <PastNote path={tab.path} title={tab.title} />
      <div className="run-panels">
        <Split
          id="run.inspector"
          label={t('panelRight')}
          direction="columns"
          size={Math.round(Math.min(340, innerWidth * INSPECTOR_SHARE))}
          least={240}
          most={720}
          main={
            <Split
              id="run.journal"
              label={t('panelBottom')}
              direction="rows"
              size={200}
              least={96}
              most={640}
              closed={isHidden}
              main={<RunDrawing place={place} title={tab.title} />}
              side={<Lower />}
            />
          }
          side={<Inspector />}
        />
      </div>
      <Announcements />
      <Questions tab={tab} />
    </div>
  );
}

/** When things happened, what, and where the run is to be held. */
function Lower() {
  const { t } = useTranslation(['run', 'holding', 'history']);
  const shown = useLowerPanels((state) => state.shown);
  const count = useLive(({ breakpoints }) => breakpoints.length);
  const runId = useLive((view) => view.runId);
  const changed = useTrays((trays) => trayOf(runId)(trays).changes.length);
  const onHide = () => hideLower(true);
  return (
    <Tabs
      label={t('panelLower')}
      selected={shown}
      onSelect={(id) => {
        if (isLowerPanel(id)) showLower(id);
      }}
      items={[
        {
          id: 'timeline',
          label: t('timeline.title'),
          content: (
            <Suspense fallback={<Loading label={t('timeline.title')} />}>
              <TimelinePanel onHide={onHide} />
            </Suspense>
          ),
        },
        { id: 'journal', label: t('journal.title'), content: <JournalPanel onHide={onHide} /> },
        {
          id: 'breakpoints',
          label: t('holding:breakpoints'),
          count,
          content: (
            <Suspense fallback={<Loading label={t('holding:breakpoints')} />}>
              <BreakpointPanel />
            </Suspense>
          ),
        },
        {
          id: 'changes',
          label: t('holding:changes'),
          count: changed,
          content: (
            <Suspense fallback={<Loading label={t('holding:changes')} />}>
              <ChangePanel />
            </Suspense>
          ),
        },
        {
          id: 'related',
          label: t('history:related.title'),
          content: (
            <Suspense fallback={<Loading label={t('history:related.title')} />}>
              <RelatedPanel />
            </Suspense>
          ),
        },
      ]}
    />
  );
}
