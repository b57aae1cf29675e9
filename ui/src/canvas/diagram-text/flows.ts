import { scan } from './scan';

/** Where sequence flows lead in a diagram, read without the canvas. */
export interface Flows {
  /** Where each sequence flow begins, by its id. */
  source: ReadonlyMap<string, string>;
  /** From where each element is reached in one step: the beginnings of its incoming flows, and what a boundary event sits on. */
  before: ReadonlyMap<string, readonly string[]>;
}

export const NO_FLOWS: Flows = { source: new Map(), before: new Map() };

export function flowsOf(xml: string): Flows {
  const source = new Map<string, string>();
  const before = new Map<string, string[]>();
  const lead = (from: string, to: string) => {
    const known = before.get(to);
    if (known) known.push(from);
    else before.set(to, [from]);
  };
  scan(xml, ({ name, attributes }) => {
    const id = attributes.get('id');
    const from = attributes.get(name === 'sequenceFlow' ? 'sourceRef' : 'attachedToRef');
    if (id === undefined || from === undefined) return;
    if (name !== 'sequenceFlow') {
      lead(from, id);
      return;
    }
    source.set(id, from);
    const to = attributes.get('targetRef');
    if (to !== undefined) lead(from, to);
  });
  return { source, before };
}

/** All elements from which one of some sequence flows can still be taken. */
export function leadingTo(flows: Flows, wanted: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = wanted.flatMap((flow) => flows.source.get(flow) ?? []);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(flows.before.get(next) ?? []));
  }
  return found;
}
