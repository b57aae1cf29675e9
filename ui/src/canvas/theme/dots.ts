import type Canvas from 'diagram-js/lib/core/Canvas';
import type EventBus from 'diagram-js/lib/core/EventBus';
import { recallSize } from './token-size';

/** Dots nearer than this are doubled in distance, so that zooming out never makes a grey mist. */
const LEAST_GAP_PX = 14;

/** The dotted ground, which moves and grows with the diagram. It hangs over by one gap on all sides: a pattern looks the same one gap further. */
export class Dots {
  static readonly $inject = ['canvas', 'eventBus'];

  constructor(canvas: Canvas, eventBus: EventBus) {
    const dots = document.createElement('div');
    dots.className = 'canvas-dots';
    dots.dataset['pans'] = 'pattern';
    canvas.getContainer().prepend(dots);
    const place = ({ viewbox }: { viewbox: { x: number; y: number; scale: number } }) => {
      let gap = recallSize('--dot-gap') * viewbox.scale;
      while (gap < LEAST_GAP_PX) gap *= 2;
      const offset = (at: number) => -(((at * viewbox.scale) % gap) + gap) % gap;
      dots.style.setProperty('--gap', `${gap}px`);
      dots.dataset['gap'] = String(gap);
      dots.style.backgroundPosition = `${offset(viewbox.x)}px ${offset(viewbox.y)}px`;
    };
    eventBus.on('canvas.viewbox.changed', place);
    eventBus.on('import.done', () => place({ viewbox: canvas.viewbox() }));
  }
}
