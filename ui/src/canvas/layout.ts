import { moddleExtensions } from './moddle/extensions';

interface Node {
  $type: string;
  $instanceOf?: (type: string) => boolean;
  incoming?: Node[];
  outgoing?: Node[];
  sourceRef?: Node;
  targetRef?: Node;
  flowElements?: Node[];
  rootElements?: Node[];
}

/** Whether a text has shapes to draw; without any, it gets positions when it is opened. */
export function hasShapes(xml: string): boolean {
  return /<(?:[\w.-]+:)?BPMN(?:Shape|Edge)[\s>]/.test(xml);
}

/** Gives positions to a diagram that has none. Loaded only then. */
export async function laidOut(xml: string): Promise<string> {
  const [{ layoutProcess }, { BpmnModdle }] = await Promise.all([import('bpmn-auto-layout'), import('bpmn-moddle')]);
  const moddle = new BpmnModdle(moddleExtensions);
  const { rootElement } = await moddle.fromXML(xml);
  for (const root of (rootElement as Node).rootElements ?? []) nameBothEnds(root);
  const { xml: complete } = await moddle.toXML(rootElement);
  return layoutProcess(complete);
}

/** The layout follows the nodes' lists of flows, which a file may leave out. */
function nameBothEnds(container: Node): void {
  for (const element of container.flowElements ?? []) {
    if (element.$type === 'bpmn:SequenceFlow') {
      if (element.sourceRef) add(element.sourceRef, 'outgoing', element);
      if (element.targetRef) add(element.targetRef, 'incoming', element);
    }
    nameBothEnds(element);
  }
}

function add(node: Node, list: 'incoming' | 'outgoing', flow: Node): void {
  const flows = (node[list] ??= []);
  if (!flows.includes(flow)) flows.push(flow);
}
