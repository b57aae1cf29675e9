import { useLayoutEffect, useRef } from 'react';
import type { DiagramCanvas } from './diagram-canvas';

/** The place of a drawing on a screen. React only holds the div; the drawing itself lives outside. */
export function CanvasView({ canvas }: { canvas: DiagramCanvas }) {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!host.current) return;
    canvas.attachTo(host.current);
    return () => canvas.detach();
  }, [canvas]);
  return <div ref={host} className="canvas-view" />;
}
