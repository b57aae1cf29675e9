import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../shared/states';
import { ToastRegion } from '../../shared/toast-region';
import { useOffer } from '../../stores/commands';
import { useAsked } from '../../stores/palette';
import { useRouter, type Place } from '../../stores/router';
import { useStartDialog } from '../run/start/start-run';
import { frameCommands } from './frame-commands';
import { Rail } from './rail';
import { ScreenBoundary } from './screen-boundary';
import { StatusBar } from './status-bar';
import { TabStrip } from './tab-strip';
import { useFileDrop } from './use-file-drop';
import { useWindowTitle } from './window-title';
import { laterWords } from '../../words/words';
import './frame.css';

/** What is not on the first screen, with its words. */
const withWords = (load: () => Promise<{ default: React.ComponentType }>) =>
  lazy(async () => {
    const [found] = await Promise.all([load(), laterWords()]);
    return found;
  });

const AskedDialogs = withWords(() => import('../commands/asked'));
const StartDialogs = withWords(() => import('../run/start/start-dialogs'));

const FrameMeter = withWords(() => import('../blackboard/credits/frame-meter'));

const SCREENS: Record<Place, React.LazyExoticComponent<React.ComponentType>> = {
  library: lazy(() => import('../library/library')),
  designer: withWords(() => import('../designer/designer')),
  run: withWords(() => import('../run/run')),
  blackboard: withWords(() => import('../blackboard/blackboard')),
  history: withWords(() => import('../history/history')),
  inbox: withWords(() => import('../inbox/inbox')),
  settings: withWords(() => import('../settings/settings')),
};

/** The one window: rail, tabs, the screen, status bar. */
export function Frame() {
  const { t } = useTranslation('frame');
  const place = useRouter((state) => state.place);
  const isAsked = useAsked((state) => state.asked !== null);
  const isStarting = useStartDialog((state) => state.dialog !== null);
  useWindowTitle();
  useFileDrop();
  useOffer(frameCommands);
  const Screen = SCREENS[place];
  return (
    <div className="frame">
      <Rail />
      <div className="frame-top">
        <TabStrip />
        <Suspense fallback={null}>
          <FrameMeter />
        </Suspense>
      </div>
      <main className="frame-screen" aria-label={t(place)}>
        <ScreenBoundary key={place}>
          <Suspense fallback={<Loading label={t('loading')} />}>
            <Screen />
          </Suspense>
        </ScreenBoundary>
      </main>
      <StatusBar />
      <ToastRegion />
      {isAsked ? (
        <Suspense fallback={null}>
          <AskedDialogs />
        </Suspense>
      ) : null}
      {isStarting ? (
        <Suspense fallback={null}>
          <StartDialogs />
        </Suspense>
      ) : null}
    </div>
  );
}
