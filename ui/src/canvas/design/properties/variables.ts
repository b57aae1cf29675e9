import type { BusinessObject, DiagramElement } from '../../diagram';
import { extensions, text } from '../../moddle/extension';

/** Where extensions of Camunda 8 name a variable that a step writes. */
const WRITES: Record<string, string> = {
  'zeebe:Script': 'resultVariable',
  'zeebe:CalledDecision': 'resultVariable',
  'zeebe:LoopCharacteristics': 'inputElement',
};

/** Names of the variables that the process around an element writes somewhere, and of the element's own inputs. */
export function variablesAt(element: DiagramElement): string[] {
  const own = element.businessObject;
  let process: BusinessObject | undefined = own;
  while (process && process.$type !== 'bpmn:Process') process = process.$parent;
  const names = new Set<string>(mapped(own, 'inputParameters'));
  for (const node of process ? inside(process) : []) {
    for (const name of [...mapped(node, 'outputParameters'), ...written(node)]) names.add(name);
    if (node.$type === 'bpmn:DataObject') names.add(text(node.get('name')));
  }
  names.delete('');
  return [...names].sort();
}

function* inside(container: BusinessObject): Generator<BusinessObject> {
  for (const node of (container.get('flowElements') as BusinessObject[] | undefined) ?? []) {
    yield node;
    if (node.$instanceOf('bpmn:SubProcess')) yield* inside(node);
  }
}

function mapped(node: BusinessObject, which: 'inputParameters' | 'outputParameters'): string[] {
  const mapping = extensions(node).find(({ $type }) => $type === 'zeebe:IoMapping');
  const parameters = (mapping?.get(which) as BusinessObject[] | undefined) ?? [];
  return parameters.map((parameter) => text(parameter.get('target')));
}

function written(node: BusinessObject): string[] {
  return extensions(node).flatMap((extension) => {
    const attribute = WRITES[extension.$type];
    if (attribute !== undefined) return [text(extension.get(attribute))];
    if (extension.$type !== 'zeebe:TaskHeaders') return [];
    const headers = (extension.get('values') as BusinessObject[] | undefined) ?? [];
    return headers.filter((header) => header.get('key') === 'resultVariable').map((header) => text(header.get('value')));
  });
}
