import { Contrast, Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunCanvas } from '../../../canvas/run-canvas';
import { IconButton } from '../../../shared/icon-button';
import { useStrategyView } from '../../strategy/strategy-view';
import { keysFor, shownKeys, useOffer } from '../../../stores/commands';

/** Zoom, in the corner away from the bpmn.io mark. */
export function CanvasTools({ canvas }: { canvas: RunCanvas }) {
  const { t } = useTranslation('run');
  const isTinted = useStrategyView((state) => state.isOn);
  useOffer(
    useCallback(
      () => [
        { id: 'view.zoomIn', run: () => canvas.zoom(1) },
        { id: 'view.zoomOut', run: () => canvas.zoom(-1) },
        { id: 'view.zoomFit', run: () => canvas.fit() },
      ],
      [canvas],
    ),
  );
  const keys = (id: string) => keysFor(id).slice(0, 1).map((one) => ({ keys: shownKeys(one) }))[0] ?? {};
  return (
    <div className="canvas-tools">
      <IconButton
        size="small"
        label={t('strategyView')}
        {...keys('view.strategies')}
        icon={<Contrast aria-hidden />}
        pressed={isTinted}
        onPress={() => useStrategyView.getState().toggle()}
      />
      <IconButton size="small" label={t('zoomOut')} {...keys('view.zoomOut')} icon={<ZoomOut aria-hidden />} onPress={() => canvas.zoom(-1)} />
      <IconButton size="small" label={t('zoomIn')} {...keys('view.zoomIn')} icon={<ZoomIn aria-hidden />} onPress={() => canvas.zoom(1)} />
      <IconButton size="small" label={t('zoomFit')} {...keys('view.zoomFit')} icon={<Maximize aria-hidden />} onPress={() => canvas.fit()} />
    </div>
  );
}
