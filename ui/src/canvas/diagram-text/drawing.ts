import { scan } from './scan';

export type Outline = 'circle' | 'diamond' | 'box' | 'frame';

export interface DrawnShape {
  outline: Outline;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface DrawnFlow {
  points: readonly { x: number; y: number }[];
  /** An association or a message flow, not a sequence flow. */
  thin: boolean;
}

/** The first page of a diagram, reduced to outlines. */
export interface Drawing {
  x: number;
  y: number;
  width: number;
  height: number;
  shapes: readonly DrawnShape[];
  flows: readonly DrawnFlow[];
}

const MARGIN = 8;
/** A thumbnail of more than this says nothing more. */
const MOST = 400;

function outlineOf(type: string, expanded: boolean): Outline | null {
  if (type.endsWith('Event')) return 'circle';
  if (type.endsWith('Gateway')) return 'diamond';
  if (type === 'participant' || type === 'lane' || type === 'group') return 'frame';
  if (expanded && /subProcess|transaction/i.test(type)) return 'frame';
  if (/task|activity|subprocess|transaction/i.test(type)) return 'box';
  return null;
}

/** Reads where shapes and flows stand; null when the file has no drawing. */
export function readDrawing(xml: string): Drawing | null {
  const types = new Map<string, string>();
  const shapes: DrawnShape[] = [];
  const flows: DrawnFlow[] = [];
  let outline: Outline | null = null;
  let inLabel = false;
  let points: { x: number; y: number }[] | null = null;
  let thin = false;
  let planes = 0;

  scan(
    xml,
    ({ name, attributes }) => {
      const number = (key: string) => Number(attributes.get(key) ?? 0);
      const id = attributes.get('id');
      if (id !== undefined && !name.startsWith('BPMN')) types.set(id, name);
      if (name === 'BPMNPlane') planes += 1;
      if (planes > 1 || shapes.length + flows.length >= MOST) return;
      const type = types.get(attributes.get('bpmnElement') ?? '') ?? '';
      if (name === 'BPMNShape') outline = outlineOf(type, attributes.get('isExpanded') === 'true');
      else if (name === 'BPMNEdge') {
        points = [];
        thin = type !== 'sequenceFlow';
      } else if (name === 'BPMNLabel') inLabel = true;
      else if (name === 'Bounds' && outline !== null && !inLabel) {
        shapes.push({ outline, x: number('x'), y: number('y'), width: number('width'), height: number('height') });
      } else if (name === 'waypoint') points?.push({ x: number('x'), y: number('y') });
    },
    (name) => {
      if (name === 'BPMNShape') outline = null;
      else if (name === 'BPMNLabel') inLabel = false;
      else if (name === 'BPMNEdge') {
        if (points && points.length > 1) flows.push({ points, thin });
        points = null;
      }
    },
  );

  const corners = [
    ...shapes.flatMap(({ x, y, width, height }) => [{ x, y }, { x: x + width, y: y + height }]),
    ...flows.flatMap((flow) => flow.points),
  ].filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  if (shapes.length === 0 || corners.length === 0) return null;
  const left = Math.min(...corners.map(({ x }) => x)) - MARGIN;
  const top = Math.min(...corners.map(({ y }) => y)) - MARGIN;
  return {
    x: left,
    y: top,
    width: Math.max(...corners.map(({ x }) => x)) + MARGIN - left,
    height: Math.max(...corners.map(({ y }) => y)) + MARGIN - top,
    shapes,
    flows,
  };
}
