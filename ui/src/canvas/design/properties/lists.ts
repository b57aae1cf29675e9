import { ListGroup } from '@bpmn-io/properties-panel';
import i18next from 'i18next';
import type BpmnFactory from 'bpmn-js/lib/features/modeling/BpmnFactory';
import type Modeling from 'bpmn-js/lib/features/modeling/Modeling';
import { STRATEGY_SETTINGS } from '../../strategy/setting';
import { is, nameOf, type BusinessObject, type DiagramElement } from '../../diagram';
import { extension, text } from '../../moddle/extension';
import type { ChangeExtensions } from '../change-extensions';
import { words } from './entries';
import { choiceEntry, textEntry } from './member-entries';

/** What the lists of the panel need to change the diagram. */
export interface Editing {
  changes: ChangeExtensions;
  modeling: Modeling;
  factory: BpmnFactory;
}

/** A list inside of an extension element: its container, the property that holds the members, and their type. */
interface Listed {
  element: DiagramElement;
  owner: BusinessObject;
  container: string;
  property: string;
  member: string;
}

/** A group of the panel with members that can be added and taken away. */
export interface ListedGroup {
  id: string;
  label: string;
  component: unknown;
  items: { id: string; label: string; entries: unknown[]; autoFocusEntry: string; remove: (event: Event) => void }[];
  add: (event: Event) => void;
}

const PURPOSES = ['analyse', 'plan', 'execute', 'check', 'repair', 'turn', 'choosePath', 'fillInput'];

const membersOf = ({ owner, container, property }: Listed): BusinessObject[] =>
  (extension(owner, container)?.get(property) as BusinessObject[] | undefined) ?? [];

function change(listed: Listed, { changes }: Editing, members: BusinessObject[]): void {
  changes.change([{ element: listed.element, owner: listed.owner, type: listed.container, values: { [listed.property]: members } }]);
}

function group(
  id: string,
  listed: Listed,
  editing: Editing,
  show: { label: (member: BusinessObject) => string; first: Record<string, unknown>; entries: (member: BusinessObject, id: string) => unknown[] },
): ListedGroup {
  const members = membersOf(listed);
  return {
    id: `routine-${id}`,
    label: words(`group_${id}`),
    component: ListGroup,
    items: members.map((member, index) => {
      const own = `routine-${id}-${index}`;
      const remove = (event: Event): void => {
        event.stopPropagation();
        change(listed, editing, members.filter((other) => other !== member));
      };
      return { id: own, label: show.label(member), entries: show.entries(member, own), autoFocusEntry: `${own}-first`, remove };
    }),
    add: (event) => {
      event.stopPropagation();
      const made = editing.factory.create(listed.member, show.first) as unknown as BusinessObject;
      change(listed, editing, [...members, made]);
    },
  };
}

/** `routine:subroutineStrategy` of a process: steps and sub-processes whose strategy the routine lists. */
export function subroutineStrategies(element: DiagramElement, owner: BusinessObject, editing: Editing): ListedGroup {
  const activities = activitiesOf(owner);
  const listed = { element, owner, container: 'routine:Settings', property: 'subroutineStrategies', member: 'routine:SubroutineStrategy' };
  const nameById = new Map(activities.map((activity) => [activity.id, text(activity.get('name')) || activity.id]));
  return group('subroutines', listed, editing, {
    first: { element: activities[0]?.id ?? '', strategy: 'auto' },
    label: (member) => `${nameById.get(text(member.get('element'))) ?? text(member.get('element'))}: ${strategyWords(text(member.get('strategy')))}`,
    entries: (member, id) => [
      choiceEntry(member, 'element', `${id}-first`, words('subroutineElement'), [...nameById].map(([value, label]) => ({ value, label }))),
      choiceEntry(member, 'strategy', `${id}-strategy`, words('subroutineStrategy'), STRATEGY_SETTINGS.map((value) => ({ value, label: strategyWords(value) }))),
    ],
  });
}

const strategyWords = (value: string): string => {
  const known = STRATEGY_SETTINGS.find((setting) => setting === value);
  return known ? i18next.t(`strategy:name_${known}`) : value;
};

/** `routine:reply`: what the Demo model says in the place of a model. */
export function demoReplies(element: DiagramElement, editing: Editing): ListedGroup {
  const owner = element.businessObject;
  const isFork = is(element, 'bpmn:Gateway');
  const listed = { element, owner, container: 'routine:Demo', property: 'replies', member: 'routine:Reply' };
  return group('demo', listed, editing, {
    first: { purpose: isFork ? 'choosePath' : 'execute' },
    label: (member) => purposeWords(text(member.get('purpose'))),
    entries: (member, id) => [
      choiceEntry(member, 'purpose', `${id}-first`, words('replyPurpose'), PURPOSES.map((value) => ({ value, label: purposeWords(value) }))),
      textEntry(member, 'tool', `${id}-tool`, words('replyTool'), words('replyToolHelp')),
      textEntry(member, 'text', `${id}-text`, words('replyText'), i18next.t('properties:replyTextHelp', { name: nameOf(element) || element.id }), true),
    ],
  });
}

const purposeWords = (value: string): string => (PURPOSES.includes(value) ? words(`purpose_${value}`) : value);

/** Every activity of a process, inner ones too. */
function activitiesOf(process: BusinessObject): BusinessObject[] {
  const found: BusinessObject[] = [];
  const visit = (container: BusinessObject): void => {
    for (const node of (container.get('flowElements') as BusinessObject[] | undefined) ?? []) {
      if (node.$instanceOf('bpmn:Activity')) found.push(node);
      if (node.$instanceOf('bpmn:SubProcess')) visit(node);
    }
  };
  visit(process);
  return found;
}
