import i18next from 'i18next';
import { useCallback, useEffect, useRef } from 'react';
import { STRATEGY_SETTINGS } from '../../canvas/strategy/setting';
import type { StrategySetting } from '../../contract';
import { useOffer, type Command } from '../../stores/commands';
import type { LowerTab } from './lower-panel';
import { runOpen } from './run-open';
import type { DesignSession } from './session/design-session';

/** Offers what can be done with the routine on the screen to keys, menus and the palette. */
export function useDesignCommands(session: DesignSession, show: (tab: LowerTab) => void): void {
  const showing = useRef(show);
  useEffect(() => {
    showing.current = show;
  });
  useOffer(
    useCallback(() => {
      const isReady = () => session.state.phase.name === 'ready';
      const whenReady = (id: string, run: () => void): Command => ({ id, isEnabled: isReady, run });
      const act = (id: string, action: string) => whenReady(id, () => session.canvas?.act(action));
      const strategies = STRATEGY_SETTINGS.map(
        (setting): Command => ({
          id: `strategy.${setting}`,
          isEnabled: () => isReady() && (session.canvas?.steps().length ?? 0) > 0,
          run: () => setStrategy(session, setting),
        }),
      );
      return [
        ...strategies,
        whenReady('file.save', () => void session.save()),
        { id: 'edit.undo', isEnabled: () => session.state.canUndo, run: () => session.canvas?.undo() },
        { id: 'edit.redo', isEnabled: () => session.state.canRedo, run: () => session.canvas?.redo() },
        whenReady('edit.find', () => session.canvas?.find()),
        whenReady('canvas.find', () => session.canvas?.find()),
        act('edit.selectAll', 'selectElements'),
        act('canvas.append', 'appendElement'),
        act('canvas.create', 'createElement'),
        act('canvas.replace', 'replaceElement'),
        act('canvas.rename', 'directEditing'),
        act('canvas.connect', 'globalConnectTool'),
        act('canvas.delete', 'removeSelection'),
        whenReady('view.zoomIn', () => session.canvas?.zoom(1)),
        whenReady('view.zoomOut', () => session.canvas?.zoom(-1)),
        whenReady('view.zoomFit', () => session.canvas?.fit()),
        whenReady('view.problems', () => showing.current('problems')),
        whenReady('view.outline', () => showing.current('outline')),
        whenReady('view.xml', () => showing.current('xml')),
        whenReady('run.start', () => void runOpen(session, 'data')),
        whenReady('run.startPaused', () => void runOpen(session, 'data', true)),
        whenReady('run.simulate', () => void runOpen(session, 'tokenGame')),
      ];
    }, [session]),
  );
}

/** Sets it on what is selected, and says so: the control may be out of sight. */
function setStrategy({ canvas }: DesignSession, setting: StrategySetting): void {
  const steps = canvas?.steps() ?? [];
  canvas?.setStrategy(steps, setting);
  canvas?.say(i18next.t('strategy:said', { strategy: i18next.t(`strategy:name_${setting}`), count: steps.length }));
}
