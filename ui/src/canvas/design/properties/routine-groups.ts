import { Group } from '@bpmn-io/properties-panel';
import type BpmnFactory from 'bpmn-js/lib/features/modeling/BpmnFactory';
import type Modeling from 'bpmn-js/lib/features/modeling/Modeling';
import { is, type BusinessObject, type DiagramElement } from '../../diagram';
import { processOf, takesStrategy } from '../../strategy/setting';
import type { ChangeExtensions } from '../change-extensions';
import { entryOf, words, type Entry } from './entries';
import type { FieldGroup } from './field';
import { demoReplies, subroutineStrategies, type Editing, type ListedGroup } from './lists';
import { PROCESS_GROUPS } from './process-fields';
import { sensitivity } from './sensitivity';
import { STEP_GROUPS } from './step-fields';
import { swarmFieldsOf } from './swarm-fields';

type PanelGroup = { id: string; label: string; component: unknown; entries?: Entry[] } | ListedGroup;

interface PropertiesPanel {
  registerProvider: (priority: number, provider: { getGroups: (element: DiagramElement) => (groups: PanelGroup[]) => PanelGroup[] }) => void;
}

const AFTER_ZEEBE = 250;
/** Ours stand below these, before what only workers read. */
const ABOVE = ['general', 'documentation', 'routine-script'];

/** What only we have, on steps, gateways and processes, in groups that a person thinks of together. */
export class RoutineGroups {
  static readonly $inject = ['propertiesPanel', 'changeExtensions', 'modeling', 'bpmnFactory'];

  readonly #editing: Editing;

  constructor(panel: PropertiesPanel, changes: ChangeExtensions, modeling: Modeling, factory: BpmnFactory) {
    this.#editing = { changes, modeling, factory };
    panel.registerProvider(AFTER_ZEEBE, this);
  }

  getGroups(element: DiagramElement): (groups: PanelGroup[]) => PanelGroup[] {
    return (groups) => {
      const own = element.labelTarget ? [] : this.#own(element);
      const at = groups.findLastIndex(({ id }) => ABOVE.includes(id)) + 1;
      return [...groups.slice(0, at), ...own, ...groups.slice(at)];
    };
  }

  #own(element: DiagramElement): PanelGroup[] {
    const swarm = swarmFieldsOf(element);
    if (swarm) return groupsOf([swarm.group], () => swarm.owner);
    const mark = sensitivity(element);
    if (mark) return [{ id: 'routine-data', label: words('group_data'), component: Group, entries: [mark] }];
    const process = processOf(element);
    if (process) return [...groupsOf(PROCESS_GROUPS, () => process), subroutineStrategies(element, process, this.#editing)];
    if (takesStrategy(element)) return [...groupsOf(STEP_GROUPS, ({ businessObject }) => businessObject), demoReplies(element, this.#editing)];
    return is(element, 'bpmn:ExclusiveGateway') || is(element, 'bpmn:InclusiveGateway') ? [demoReplies(element, this.#editing)] : [];
  }
}

const groupsOf = (groups: readonly FieldGroup[], ownerOf: (element: DiagramElement) => BusinessObject): PanelGroup[] =>
  groups.map(({ id, fields }) => ({
    id: `routine-${id}`,
    label: words(`group_${id}`),
    component: Group,
    entries: fields.map((field) => entryOf(field, ownerOf)),
  }));
