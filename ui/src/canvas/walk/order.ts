import { is, type DiagramElement } from '../diagram';

/** The flows out of an element in reading order: from top to bottom, then from left to right, by where they lead. */
export function waysOut(element: DiagramElement): DiagramElement[] {
  return (element.outgoing ?? []).filter((flow) => is(flow, 'bpmn:SequenceFlow')).sort(byTarget);
}

/** The next element along the flow; from the border of a sub-process into nothing. */
export function next(element: DiagramElement): DiagramElement | null {
  return element.waypoints ? (element.target ?? null) : (waysOut(element)[0]?.target ?? null);
}

/** The element from which the flow comes. */
export function previous(element: DiagramElement): DiagramElement | null {
  if (element.waypoints) return element.source ?? null;
  if (element.host) return element.host;
  const flows = (element.incoming ?? []).filter((flow) => is(flow, 'bpmn:SequenceFlow')).sort(bySource);
  return flows[0]?.source ?? null;
}

/**
 * What is beside an element, itself included, from top to bottom: the targets of the fork from which its flow comes,
 * together with its boundary events; without a fork, the elements that nothing leads to.
 */
export function siblings(element: DiagramElement): DiagramElement[] {
  const host = element.host ?? element;
  const attached = [...(host.attachers ?? [])].sort(byPlace);
  const source = previous(host);
  const alike = source
    ? waysOut(source).flatMap((flow) => (flow.target ? [flow.target] : []))
    : (host.parent?.children ?? []).filter((child) => isStop(child) && !child.host && previous(child) === null);
  const beside = unique(alike.includes(host) ? alike : [host, ...alike]).sort(byPlace);
  const at = beside.indexOf(host);
  return [...beside.slice(0, at + 1), ...attached, ...beside.slice(at + 1)];
}

/** Where a walk begins: the uppermost element without a way in. */
export function first(root: DiagramElement): DiagramElement | null {
  const stops = (root.children ?? []).filter(isStop);
  const starts = stops.filter((element) => !element.host && previous(element) === null);
  const pool = starts.length > 0 ? starts : stops;
  const begin = [...pool].sort(byPlace)[0] ?? null;
  return begin && is(begin, 'bpmn:Participant') ? (first(begin) ?? begin) : begin;
}

/** Every element of a plane in flow order, each once, inner ones below their sub-process. */
export function flowOrder(root: DiagramElement): DiagramElement[] {
  const order: DiagramElement[] = [];
  const seen = new Set<DiagramElement>();
  const visit = (element: DiagramElement): void => {
    if (seen.has(element)) return;
    seen.add(element);
    order.push(element);
    for (const event of [...(element.attachers ?? [])].sort(byPlace)) visit(event);
    for (const flow of waysOut(element)) if (flow.target) visit(flow.target);
  };
  const stops = (root.children ?? []).filter(isStop).sort(byPlace);
  for (const stop of stops) if (!stop.host && previous(stop) === null) visit(stop);
  for (const stop of stops) if (!stop.host) visit(stop);
  return order;
}

/** Whether a walk stops here: what a routine does or contains; no labels, flows or notes. */
export function isStop(element: DiagramElement): boolean {
  if (element.labelTarget || element.waypoints) return false;
  return is(element, 'bpmn:FlowNode') || is(element, 'bpmn:Participant');
}

const byPlace = (a: DiagramElement, b: DiagramElement): number => (a.y ?? 0) - (b.y ?? 0) || (a.x ?? 0) - (b.x ?? 0);

const byTarget = (a: DiagramElement, b: DiagramElement): number => (a.target && b.target ? byPlace(a.target, b.target) : 0);

const bySource = (a: DiagramElement, b: DiagramElement): number => (a.source && b.source ? byPlace(a.source, b.source) : 0);

const unique = <Item>(items: Item[]): Item[] => [...new Set(items)];
