import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DesignCanvas } from '../../canvas/design-canvas';
import type { DesignSession } from './session/design-session';
import { StrategyPanel } from './strategy-panel';

/** How the selection is done, and its properties. The panel of properties belongs to bpmn-js. */
export function Inspector({ session, canvas }: { session: DesignSession; canvas: DesignCanvas }) {
  const { t } = useTranslation('designer');
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    canvas.attachPanel(host.current);
    return () => canvas.attachPanel(null);
  }, [canvas]);
  return (
    <section className="inspector" aria-label={t('inspector')}>
      <StrategyPanel session={session} canvas={canvas} />
      <div ref={host} className="inspector-properties" />
    </section>
  );
}
