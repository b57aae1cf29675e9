import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { CanvasView } from '../../canvas/canvas-view';
import { Button } from '../../shared/button';
import { isBoolean, recall, remember } from '../../shared/remembered';
import { Split } from '../../shared/split';
import { ErrorState, Loading } from '../../shared/states';
import { useRouter, routineTabId } from '../../stores/router';
import { useStatus } from '../../stores/status';
import { StrategyLegend } from '../strategy/legend';
import { Breadcrumbs } from './breadcrumbs';
import { Broken } from './broken';
import { ConflictDialog } from './conflict-dialog';
import { Inspector } from './inspector';
import { LowerPanel, type LowerTab } from './lower-panel';
import { NoteBar } from './note-bar';
import { PathBar } from './path-bar';
import type { DesignSession } from './session/design-session';
import { counted, problemsOf } from './session/problems';
import { Toolbar } from './toolbar';
import { useDesignCommands } from './use-design-commands';
import './designer.css';

/** Sizes of the panels in px. The drawing keeps most of a small window. */
const INSPECTOR = { size: innerWidth < 1200 ? 272 : 320, least: 240, most: 640 };
const LOWER = { size: 200, least: 120, most: 600 };

/** One routine, being designed. */
export function DesignScreen({ session }: { session: DesignSession }) {
  const { t } = useTranslation('designer');
  const phase = useStore(session.store, (state) => state.phase);
  const [lower, setLower] = useState<{ open: boolean; tab: LowerTab }>(() => ({
    open: recall('designer.lower', false, isBoolean),
    tab: 'problems',
  }));
  const show = (tab: LowerTab) => setLower((now) => ({ open: !(now.open && now.tab === tab), tab }));
  useEffect(() => remember('designer.lower', lower.open), [lower.open]);
  useDesignStatus(session);
  useDesignCommands(session, show);

  if (phase.name === 'loading') return <Loading label={t('loading')} />;
  if (phase.name === 'failed') return <Failed session={session} />;
  if (phase.name === 'broken') return <Broken session={session} failure={phase.failure} text={phase.text} />;
  const { canvas } = session;
  if (!canvas) return <Loading label={t('loading')} />;
  return (
    <div className="designer">
      <Toolbar session={session} canvas={canvas} lower={lower} onLower={show} />
      <NoteBar session={session} />
      <PathBar session={session} canvas={canvas} />
      <div className="designer-body">
        <Split
          id="designer.inspector"
          label={t('inspectorSize')}
          direction="columns"
          {...INSPECTOR}
          main={
            <Split
              id="designer.lower"
              label={t('canvasSize')}
              direction="rows"
              {...LOWER}
              closed={!lower.open}
              main={
                <>
                  <CanvasView canvas={canvas} />
                  <Breadcrumbs session={session} canvas={canvas} />
                  <StrategyLegend />
                </>
              }
              side={
                <LowerPanel
                  session={session}
                  canvas={canvas}
                  tab={lower.tab}
                  onTab={(tab) => setLower({ open: true, tab })}
                  onClose={() => setLower((now) => ({ ...now, open: false }))}
                />
              }
            />
          }
          side={<Inspector session={session} canvas={canvas} />}
        />
      </div>
      <ConflictDialog session={session} />
    </div>
  );
}

function Failed({ session }: { session: DesignSession }) {
  const { t } = useTranslation('designer');
  const phase = useStore(session.store, (state) => state.phase);
  const close = useRouter((state) => state.close);
  if (phase.name !== 'failed') return null;
  const { message, hint } = phase.failure;
  return (
    <ErrorState
      title={t('failedTitle')}
      actions={
        <>
          <Button onPress={() => close(routineTabId(session.path))}>{t('closeTab')}</Button>
          <Button kind="primary" onPress={() => void session.load()}>
            {t('tryAgain')}
          </Button>
        </>
      }
    >
      {message} {hint}
    </ErrorState>
  );
}

/** The status bar speaks of the routine as long as it is shown. */
function useDesignStatus(session: DesignSession): void {
  useEffect(() => {
    const { set } = useStatus.getState();
    const tell = () => {
      const { phase, routine } = session.state;
      set({ savedAt: routine?.modifiedAt ?? null, problems: phase.name === 'failed' ? null : counted(problemsOf(session.state)) });
    };
    tell();
    const stop = session.store.subscribe(tell);
    return () => {
      stop();
      set({ savedAt: null, problems: null, zoom: null });
    };
  }, [session]);
  const isReady = useStore(session.store, (state) => state.phase.name === 'ready');
  useEffect(() => (isReady ? session.canvas?.onZoom((zoom) => useStatus.getState().set({ zoom })) : undefined), [session, isReady]);
}
