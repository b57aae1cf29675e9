import type Overlays from 'diagram-js/lib/features/overlays/Overlays';
import type { RunCanvas } from '../../canvas/run-canvas';
import type { Side } from './sides';

/** Paints a drawing with what happened in which of two runs: a class on each shape and flow, and a letter on shapes. Returns how to take it off. */
export function paintSides(canvas: RunCanvas, sides: ReadonlyMap<string, Side>, letters: Record<Side, string>): () => void {
  const overlays = canvas.get<Overlays>('overlays');
  const drawn = [...sides].filter(([id]) => canvas.element(id) !== null);
  const signs: string[] = [];
  for (const [id, side] of drawn) {
    canvas.canvas.addMarker(id, `compared-${side}`);
    if (side === 'same' || canvas.element(id)?.waypoints) continue;
    const sign = document.createElement('div');
    sign.className = `compared-sign compared-sign-${side}`;
    sign.textContent = letters[side];
    signs.push(overlays.add(id, { position: { top: -18, right: 12 }, html: sign }));
  }
  return () => {
    for (const sign of signs) overlays.remove(sign);
    for (const [id, side] of drawn) canvas.canvas.removeMarker(id, `compared-${side}`);
  };
}
