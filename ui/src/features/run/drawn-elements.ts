import { elementNames, type NamedElement } from '../../canvas/diagram-text/names';
import { perText } from './per-text';

const NODE = /(task|event|gateway|activity|process|transaction)$/i;

/** Whether something drawn is what branches come to. */
export const isFlowNode = (elements: ReadonlyMap<string, NamedElement>, id: string): boolean => {
  const type = elements.get(id)?.type;
  return type !== undefined && type !== 'process' && NODE.test(type);
};

const drawn = perText(elementNames);

/** Everything in the text of a run that has an id, with its name; read once a text. */
export function elementsOf(runId: string, xml: string | null): ReadonlyMap<string, NamedElement> {
  return xml === null ? new Map() : drawn(runId, xml);
}
