import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DesignCanvas } from '../../canvas/design-canvas';

/** The properties of what is selected. The panel itself belongs to bpmn-js. */
export function Inspector({ canvas }: { canvas: DesignCanvas }) {
  const { t } = useTranslation('designer');
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    canvas.attachPanel(host.current);
    return () => canvas.attachPanel(null);
  }, [canvas]);
  return <section ref={host} className="inspector" aria-label={t('inspector')} />;
}
