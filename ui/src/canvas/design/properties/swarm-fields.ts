import { is, type BusinessObject, type DiagramElement } from '../../diagram';
import { isVersion } from './checks';
import type { Field, FieldGroup } from './field';

const entry = (name: string, field: Omit<Field, 'type' | 'name'>): Field => ({ type: 'Entry', name, ...field });

const KEY = entry('key', { kind: 'line', help: true });
const SCOPE = entry('scope', { kind: 'choice', options: ['swarm', 'subtask', 'run'], help: true });
const VARIABLE = entry('variable', { kind: 'line', help: true });
const OPERATION = entry('operation', { kind: 'choice', options: ['set', 'append', 'increment', 'merge', 'deepMerge', 'delete'], help: true });
const EXPECTED = entry('expectedVersion', { kind: 'line', check: isVersion, help: true });

const READ: FieldGroup = { id: 'entry', fields: [KEY, SCOPE, VARIABLE] };
const WRITE: FieldGroup = { id: 'entry', fields: [KEY, SCOPE, OPERATION, EXPECTED] };
const STORE: FieldGroup = { id: 'entry', fields: [KEY, SCOPE, VARIABLE] };
const MEMBER: FieldGroup = { id: 'member', fields: [{ type: 'Member', name: 'ref', kind: 'line', help: true }] };

/** What an element says about the swarm that a run of it works for, and what has the extension. */
export function swarmFieldsOf(element: DiagramElement): { group: FieldGroup; owner: BusinessObject } | undefined {
  const owner = element.businessObject;
  if (is(element, 'bpmn:DataInputAssociation')) return { group: READ, owner };
  if (is(element, 'bpmn:DataOutputAssociation')) return { group: WRITE, owner };
  if (is(element, 'bpmn:DataStoreReference')) return { group: STORE, owner };
  if (is(element, 'bpmn:Lane')) return { group: MEMBER, owner };
  const definitions = is(element, 'bpmn:CatchEvent') ? ((owner.get('eventDefinitions') as BusinessObject[] | undefined) ?? []) : [];
  const conditional = definitions.find((definition) => definition.$instanceOf('bpmn:ConditionalEventDefinition'));
  return conditional && { group: READ, owner: conditional };
}
