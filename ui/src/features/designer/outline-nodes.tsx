import type { DiagramElement } from '../../canvas/diagram';
import { is } from '../../canvas/diagram';
import { glyphOf } from '../../canvas/walk/glyph';
import { flowOrder } from '../../canvas/walk/order';
import { kindOf, titleOf } from '../../canvas/walk/words';
import type { TreeNode } from '../../shared/tree';

interface Elements {
  element: (id: string) => DiagramElement | null;
}

/** The lines of the outline: everything on a plane in flow order, inner elements below their sub-process or pool. */
export function outlineOf(plane: DiagramElement, elements: Elements): TreeNode[] {
  return flowOrder(plane).map((element) => {
    const inside = elements.element(`${element.id}_plane`) ?? (is(element, 'bpmn:SubProcess') || is(element, 'bpmn:Participant') ? element : null);
    return {
      id: element.id,
      label: titleOf(element),
      hint: kindOf(element),
      icon: <span className={glyphOf(element)} aria-hidden />,
      mark: <span className="outline-kind">{kindOf(element)}</span>,
      children: inside ? outlineOf(inside, elements) : [],
    };
  });
}
