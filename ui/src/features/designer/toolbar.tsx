import { Contrast, Ellipsis, ListTree, Maximize, Minus, Play, Plus, Redo2, Save, Search, TriangleAlert, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { DesignCanvas } from '../../canvas/design-canvas';
import { Button } from '../../shared/button';
import { IconButton } from '../../shared/icon-button';
import { Menu } from '../../shared/menu';
import { keysFor, shownKeys, useCommands } from '../../stores/commands';
import { useStrategyView, useStrategyViewOf } from '../strategy/strategy-view';
import { exportPicture } from './export-picture';
import type { LowerTab } from './lower-panel';
import { runOpen } from './run-open';
import type { DesignSession } from './session/design-session';
import { counted, problemsOf } from './session/problems';

interface ToolbarProps {
  session: DesignSession;
  canvas: DesignCanvas;
  lower: { open: boolean; tab: LowerTab };
  onLower: (tab: LowerTab) => void;
}

/** The verbs of the designer, the most frequent ones visible. */
export function Toolbar({ session, canvas, lower, onLower }: ToolbarProps) {
  const { t } = useTranslation('designer');
  const { canUndo, canRedo, unsaved, saving, diagnostics, soundness } = useStore(session.store);
  const keys = useKeys();
  const isTinted = useStrategyView((state) => state.isOn);
  useStrategyViewOf(canvas);
  const { errors, warnings } = counted(problemsOf({ diagnostics, soundness }));
  const count = errors + warnings;
  return (
    <div className="toolbar" role="toolbar" aria-label={t('toolbar')}>
      <IconButton label={t('undo')} {...keys('edit.undo')} icon={<Undo2 aria-hidden />} isDisabled={!canUndo} onPress={() => canvas.undo()} />
      <IconButton label={t('redo')} {...keys('edit.redo')} icon={<Redo2 aria-hidden />} isDisabled={!canRedo} onPress={() => canvas.redo()} />
      <span className="toolbar-line" />
      <IconButton label={t('zoomOut')} {...keys('view.zoomOut')} icon={<Minus aria-hidden />} onPress={() => canvas.zoom(-1)} />
      <IconButton label={t('zoomFit')} {...keys('view.zoomFit')} icon={<Maximize aria-hidden />} onPress={() => canvas.fit()} />
      <IconButton label={t('zoomIn')} {...keys('view.zoomIn')} icon={<Plus aria-hidden />} onPress={() => canvas.zoom(1)} />
      <span className="toolbar-line" />
      <IconButton label={t('find')} {...keys('edit.find')} icon={<Search aria-hidden />} onPress={() => canvas.find()} />
      <IconButton
        label={t('outline')}
        {...keys('view.outline')}
        icon={<ListTree aria-hidden />}
        pressed={lower.open && lower.tab === 'outline'}
        onPress={() => onLower('outline')}
      />
      <IconButton
        label={t('strategyView')}
        {...keys('view.strategies')}
        icon={<Contrast aria-hidden />}
        pressed={isTinted}
        onPress={() => useStrategyView.getState().toggle()}
      />
      <Button
        kind="quiet"
        className={errors > 0 ? 'toolbar-errors' : warnings > 0 ? 'toolbar-warnings' : ''}
        icon={<TriangleAlert aria-hidden />}
        onPress={() => onLower('problems')}
      >
        {count > 0 ? t('problemCount', { count }) : t('problems')}
      </Button>
      <span className="toolbar-space" />
      <MoreMenu session={session} canvas={canvas} />
      <Button icon={<Save aria-hidden />} isDisabled={!unsaved || saving} onPress={() => void session.save()}>
        {saving ? t('saving') : t('save')}
      </Button>
      <Button kind="primary" icon={<Play aria-hidden />} onPress={() => void runOpen(session, 'data')}>
        {t('run')}
      </Button>
    </div>
  );
}

function MoreMenu({ session, canvas }: { session: DesignSession; canvas: DesignCanvas }) {
  const { t } = useTranslation('designer');
  const [, setMinimap] = useState(false);
  const act = (id: string) => {
    if (id === 'minimap') setMinimap(canvas.toggleMinimap());
    else if (id === 'exportSvg') void exportPicture(session, canvas);
    else void runOpen(session, id === 'simulate' ? 'tokenGame' : 'data', id === 'runPaused' ? true : undefined);
  };
  return (
    <Menu
      label={t('more')}
      trigger={<IconButton label={t('more')} icon={<Ellipsis aria-hidden />} />}
      entries={[
        { id: 'runPaused', label: t('runPaused') },
        { id: 'simulate', label: t('simulate') },
        'line',
        { id: 'minimap', label: t('minimap') },
        { id: 'exportSvg', label: t('exportSvg') },
      ]}
      onAction={act}
    />
  );
}

/** The keys of a command for its button, as the user set them. */
function useKeys(): (id: string) => { keys?: string } {
  useCommands((state) => state.registry);
  return (id) => {
    const [first] = keysFor(id);
    return first === undefined ? {} : { keys: shownKeys(first) };
  };
}
