import { scan } from './scan';

/** What can be said of an element without the canvas. */
export interface NamedElement {
  /** The BPMN type without prefix, such as `userTask`. */
  type: string;
  name: string | null;
}

/** Type and name of everything in a diagram that has an id, by id. The drawing itself is left out. */
export function elementNames(xml: string): ReadonlyMap<string, NamedElement> {
  const names = new Map<string, NamedElement>();
  scan(xml, ({ name: type, attributes }) => {
    const id = attributes.get('id');
    if (id === undefined || type.startsWith('BPMN') || names.has(id)) return;
    const name = attributes.get('name')?.trim();
    names.set(id, { type, name: name ? name : null });
  });
  return names;
}
