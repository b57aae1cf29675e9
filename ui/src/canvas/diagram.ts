import type { ElementLike, ShapeLike } from 'diagram-js/lib/model/Types';
import type { Point, Rect } from 'diagram-js/lib/util/Types';

export type { Point, Rect };

/** An attribute tree of bpmn-moddle. Attributes are read with `get`, since extensions add their own. */
export interface BusinessObject {
  $type: string;
  id: string;
  $parent?: BusinessObject;
  $instanceOf: (type: string) => boolean;
  get: (name: string) => unknown;
}

/** What stands on the canvas: a shape, a connection, a label or the plane itself. */
export type DiagramElement = ElementLike & {
  type: string;
  businessObject: BusinessObject;
  parent?: DiagramElement;
  labelTarget?: DiagramElement;
  labels?: DiagramElement[];
  attachers?: DiagramElement[];
  host?: DiagramElement;
  incoming?: DiagramElement[];
  outgoing?: DiagramElement[];
  source?: DiagramElement;
  target?: DiagramElement;
  waypoints?: Point[];
  children?: DiagramElement[];
  collapsed?: boolean;
} & Partial<Pick<ShapeLike, 'x' | 'y' | 'width' | 'height'>>;

/** Whether the element is of a BPMN type or one derived from it, for example `bpmn:FlowNode`. */
export function is(element: DiagramElement, type: string): boolean {
  return element.businessObject?.$instanceOf?.(type) ?? false;
}

/** The element's box; that of a connection spans its waypoints. */
export function boxOf(element: DiagramElement): Rect {
  if (element.waypoints && element.waypoints.length > 0) {
    const xs = element.waypoints.map((point) => point.x);
    const ys = element.waypoints.map((point) => point.y);
    const x = Math.min(...xs);
    const y = Math.min(...ys);
    return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
  }
  return { x: element.x ?? 0, y: element.y ?? 0, width: element.width ?? 0, height: element.height ?? 0 };
}

/** The name that the user gave, or an empty text. */
export function nameOf(element: DiagramElement): string {
  const name = element.businessObject?.get?.('name');
  return typeof name === 'string' ? name.trim() : '';
}
