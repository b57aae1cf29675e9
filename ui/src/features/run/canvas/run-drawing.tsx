import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CanvasView } from '../../../canvas/canvas-view';
import type { RunCanvas } from '../../../canvas/run-canvas';
import { Button } from '../../../shared/button';
import { ErrorState, Loading } from '../../../shared/states';
import { useStatus } from '../../../stores/status';
import { StrategyLegend } from '../../strategy/legend';
import { shownView } from '../../../stores/run/open-run';
import { removeBreakpoint } from '../holding/breakpoints';
import { holdsOf } from '../holding/hit-words';
import { useFlows, useNames } from '../names';
import { useRun, useSession } from '../run-context';
import { useSpeech } from '../sentences/speech';
import { CanvasTools } from './canvas-tools';
import { useDecisionOnCanvas } from './decision-on-canvas';
import { drawingOf } from './drawings';
import { ShapeMenu } from './shape-menu';
import { useStrategiesOnCanvas } from './strategies-on-canvas';
import { breaksOf, marksOf, movesOf, signsOf, takenOf, tokensOf } from './projection';
import { WatchedEntries } from './watched-entries';

interface RunDrawingProps {
  /** Under which the place on the canvas is remembered; the designer's is the same. */
  place: string;
  title: string;
}

/** The routine as it was when the run began, with the run upon it. */
export function RunDrawing(props: RunDrawingProps) {
  const [attempt, setAttempt] = useState(0);
  return <Attempt key={attempt} {...props} onAgain={() => setAttempt(attempt + 1)} />;
}

function Attempt({ place, title, onAgain }: RunDrawingProps & { onAgain: () => void }) {
  const { t } = useTranslation('run');
  const runId = useRun((run) => run.runId);
  const xml = useRun((run) => run.xml);
  const [canvas, setCanvas] = useState<RunCanvas | null>(null);
  const [failure, setFailure] = useState<Error | null>(null);

  useEffect(() => {
    if (xml === null) return;
    let isWanted = true;
    drawingOf(runId, xml, place, title).then(
      (drawn) => isWanted && setCanvas(drawn),
      (reason: unknown) => isWanted && setFailure(reason instanceof Error ? reason : new Error(String(reason))),
    );
    return () => {
      isWanted = false;
    };
  }, [runId, xml, place, title]);

  if (failure) {
    return (
      <ErrorState title={t('failedDraw')} details={failure.message} actions={<Button onPress={onAgain}>{t('tryAgain')}</Button>}>
        {t('failedDrawHelp')}
      </ErrorState>
    );
  }
  if (!canvas) return <Loading label={title} />;
  return <Drawn canvas={canvas} />;
}

function Drawn({ canvas }: { canvas: RunCanvas }) {
  const session = useSession();
  const speech = useSpeech();
  const names = useNames();
  const flows = useFlows();
  const inspected = useRun((run) => run.selected);
  const hasDecision = useRun(({ view, past }) => past === null && view !== null && view.decisions.length > 0);
  useDecisionOnCanvas(canvas);
  useStrategiesOnCanvas(canvas);

  // The drawing follows the store without React: once now, then after every batch.
  useEffect(() => {
    const show = () => {
      const view = shownView(session.store.getState());
      if (!view) return;
      canvas.run.setTokens(tokensOf(view, speech, flows), holdsOf(speech.t, view, names));
      canvas.run.setBreaks(breaksOf(view, speech.t, names), (id) => (session.store.getState().past === null ? removeBreakpoint(view.runId, id) : undefined));
      canvas.run.setMarks(marksOf(view, (id) => canvas.element(id)?.width !== undefined));
      canvas.run.setReasons(signsOf(view, speech, names));
      canvas.run.setTaken(takenOf(view));
    };
    show();
    return session.onUpdates((_, updates) => {
      const isPast = session.store.getState().past !== null;
      if (isPast && updates.length > 0) return;
      show();
      for (const [branch, flow] of movesOf(updates)) canvas.run.moveToken(branch, flow);
    });
  }, [session, canvas, speech, names, flows]);

  useEffect(
    () =>
      canvas.onSelect((element) => {
        const id = element && canvas.element(element.id) && !element.waypoints && element !== canvas.root() ? element.id : null;
        if (session.store.getState().selected !== id) session.store.setState({ selected: id });
      }),
    [session, canvas],
  );
  useEffect(() => {
    if (inspected !== null && !canvas.selected().includes(inspected)) canvas.select(inspected);
  }, [canvas, inspected]);
  useEffect(() => {
    const { set } = useStatus.getState();
    const stop = canvas.onZoom((zoom) => set({ zoom }));
    return () => {
      stop();
      set({ zoom: null });
    };
  }, [canvas]);

  return (
    <div className="run-drawing" data-deciding={hasDecision}>
      <CanvasView canvas={canvas} />
      <CanvasTools canvas={canvas} />
      <StrategyLegend />
      <ShapeMenu canvas={canvas} />
      <WatchedEntries />
    </div>
  );
}
