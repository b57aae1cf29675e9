import type Outline from 'diagram-js/lib/features/outline/Outline';
import { is, type DiagramElement } from '../diagram';

const SPACE = 'http://www.w3.org/2000/svg';
const OVER_BPMN_OUTLINE = 1500;
const OFFSET = 4;
const ROUND = 13;

/** A selection ring of two tones: one contrasts with whatever is below it, the other is the accent. */
export class TwoToneRing {
  static readonly $inject = ['outline'];

  constructor(outline: Outline) {
    outline.registerProvider(OVER_BPMN_OUTLINE, this as never);
  }

  getOutline(element: DiagramElement): SVGElement | undefined {
    if (element.waypoints) return undefined;
    const ring = document.createElementNS(SPACE, 'g');
    ring.setAttribute('class', 'djs-outline ring');
    for (const tone of ['ring-gap', 'ring-accent']) {
      const part = document.createElementNS(SPACE, is(element, 'bpmn:Event') && !element.labelTarget ? 'circle' : 'rect');
      part.setAttribute('class', tone);
      ring.append(part);
    }
    return ring;
  }

  updateOutline(element: DiagramElement, ring: SVGElement): boolean {
    if (!ring.classList.contains('ring')) return false;
    const { width = 0, height = 0 } = element;
    for (const part of ring.children) {
      for (const [name, value] of Object.entries(shapeOf(element, width, height))) part.setAttribute(name, String(value));
    }
    return true;
  }
}

function shapeOf(element: DiagramElement, width: number, height: number): Record<string, number | string> {
  if (!element.labelTarget && is(element, 'bpmn:Event')) {
    return { cx: width / 2, cy: height / 2, r: width / 2 + OFFSET };
  }
  if (!element.labelTarget && is(element, 'bpmn:Gateway')) {
    const side = width / Math.SQRT2 + OFFSET * 2;
    return {
      x: (width - side) / 2,
      y: (height - side) / 2,
      width: side,
      height: side,
      rx: OFFSET,
      transform: `rotate(45 ${width / 2} ${height / 2})`,
    };
  }
  const round = is(element, 'bpmn:Activity') && !element.labelTarget ? ROUND : OFFSET;
  return { x: -OFFSET, y: -OFFSET, width: width + OFFSET * 2, height: height + OFFSET * 2, rx: round };
}
