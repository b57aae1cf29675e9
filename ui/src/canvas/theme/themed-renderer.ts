import BpmnRenderer from 'bpmn-js/lib/draw/BpmnRenderer';
import type PathMap from 'bpmn-js/lib/draw/PathMap';
import type TextRenderer from 'bpmn-js/lib/draw/TextRenderer';
import type Canvas from 'diagram-js/lib/core/Canvas';
import type EventBus from 'diagram-js/lib/core/EventBus';
import type Styles from 'diagram-js/lib/draw/Styles';
import type { ConnectionLike, ShapeLike } from 'diagram-js/lib/model/Types';
import { ownFill } from './own-colours';

/** Tokens instead of colours, so that a change of theme needs no drawing. */
const COLOURS = {
  defaultFillColor: 'var(--shape-fill)',
  defaultStrokeColor: 'var(--shape-stroke)',
  defaultLabelColor: 'var(--shape-label)',
};

const OVER_BPMN_RENDERER = 1500;

/** Strokes of bpmn-js (px) and the token that takes their place. */
const STROKES: Record<string, string> = { '2': 'var(--stroke)', '4': 'var(--stroke-strong)', '5': 'var(--stroke-strong)' };

/** The opacity that bpmn-js gives to shapes, through which the dots of the ground would show. */
const ALMOST = '0.95';

/** Draws BPMN in the colours and strokes of the theme; colours that a file sets stay as they are. */
export class ThemedRenderer extends BpmnRenderer {
  static override readonly $inject = ['eventBus', 'styles', 'pathMap', 'canvas', 'textRenderer'];

  constructor(eventBus: EventBus, styles: Styles, pathMap: PathMap, canvas: Canvas, textRenderer: TextRenderer) {
    super(COLOURS, eventBus, styles, pathMap, canvas, textRenderer, OVER_BPMN_RENDERER);
  }

  override drawShape(visuals: SVGElement, shape: ShapeLike): SVGElement {
    const drawn = super.drawShape(visuals, shape as never);
    refine(visuals);
    const fill = ownFill(shape);
    visuals.classList.toggle('own-fill-light', fill === 'light');
    visuals.classList.toggle('own-fill-dark', fill === 'dark');
    return drawn;
  }

  override drawConnection(visuals: SVGElement, connection: ConnectionLike): SVGElement {
    const drawn = super.drawConnection(visuals, connection as never);
    refine(visuals);
    if (drawn.style.stroke === COLOURS.defaultStrokeColor) drawn.style.stroke = 'var(--flow-stroke)';
    return drawn;
  }
}

function refine(visuals: SVGElement): void {
  for (const drawn of visuals.children) {
    if (!(drawn instanceof SVGElement)) continue;
    const width = STROKES[drawn.style.strokeWidth.replace('px', '')];
    if (width) drawn.style.strokeWidth = width;
    if (drawn.style.fillOpacity === ALMOST) drawn.style.fillOpacity = '1';
  }
}
