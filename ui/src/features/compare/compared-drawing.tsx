import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backend } from '../../backend/chosen';
import { CanvasView } from '../../canvas/canvas-view';
import type { RunCanvas } from '../../canvas/run-canvas';
import { IconButton } from '../../shared/icon-button';
import { ErrorState, Loading } from '../../shared/states';
import { paintSides } from './painted';
import type { Side } from './sides';

interface ComparedDrawingProps {
  /** The run whose text is drawn. */
  runId: string;
  title: string;
  sides: ReadonlyMap<string, Side>;
  selected: string | null;
  onSelect: (element: string | null) => void;
}

async function draw(runId: string, title: string): Promise<RunCanvas> {
  const [{ RunCanvas }, { xml }] = await Promise.all([import('../../canvas/run-canvas'), backend().runXml({ runId })]);
  const canvas = await RunCanvas.create();
  await canvas.open(xml, `compare ${runId}`, title);
  return canvas;
}

/** One drawing with what happened in either run. */
export function ComparedDrawing({ runId, title, sides, selected, onSelect }: ComparedDrawingProps) {
  const { t } = useTranslation(['history', 'run']);
  const [canvas, setCanvas] = useState<RunCanvas | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    let isWanted = true;
    let made: RunCanvas | null = null;
    draw(runId, title).then(
      (drawn) => {
        made = drawn;
        if (isWanted) setCanvas(drawn);
        else drawn.destroy();
      },
      (reason: unknown) => (isWanted ? setFailure(reason instanceof Error ? reason.message : String(reason)) : undefined),
    );
    return () => {
      isWanted = false;
      setCanvas(null);
      made?.destroy();
    };
  }, [runId, title]);

  useEffect(() => {
    if (!canvas) return;
    return paintSides(canvas, sides, { left: 'A', right: 'B', same: '', differs: 'A≠B' });
  }, [canvas, sides]);
  useEffect(() => canvas?.onSelect((element) => onSelect(element && !element.waypoints && element !== canvas.root() ? element.id : null)), [canvas, onSelect]);
  useEffect(() => {
    if (canvas && selected !== null && !canvas.selected().includes(selected)) canvas.select(selected);
  }, [canvas, selected]);

  if (failure !== null) return <ErrorState title={t('run:failedDraw')} details={failure} />;
  if (!canvas) return <Loading label={title} />;
  return (
    <div className="run-drawing">
      <CanvasView canvas={canvas} />
      <div className="canvas-tools">
        <IconButton size="small" label={t('run:zoomOut')} icon={<ZoomOut aria-hidden />} onPress={() => canvas.zoom(-1)} />
        <IconButton size="small" label={t('run:zoomIn')} icon={<ZoomIn aria-hidden />} onPress={() => canvas.zoom(1)} />
        <IconButton size="small" label={t('run:zoomFit')} icon={<Maximize aria-hidden />} onPress={() => canvas.fit()} />
      </div>
      <ul className="compare-legend" aria-label={t('compare.legend')}>
        {(['left', 'right', 'differs', 'same'] as const).map((side) => (
          <li key={side} className={`compare-key compare-key-${side}`}>
            {t(`compare.side.${side}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}
