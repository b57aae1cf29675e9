import type BpmnFactory from 'bpmn-js/lib/features/modeling/BpmnFactory';
import type Modeling from 'bpmn-js/lib/features/modeling/Modeling';
import type CommandStack from 'diagram-js/lib/command/CommandStack';
import type { BusinessObject, DiagramElement } from '../diagram';
import { extension, extensions } from '../moddle/extension';

/** One extension of one element, with the values that change; an extension without any value is taken away. */
export interface ExtensionChange {
  element: DiagramElement;
  /** What has the extension: the element's own object, or the process of a pool. */
  owner: BusinessObject;
  /** For example `routine:Budget`. */
  type: string;
  values: Record<string, unknown>;
}

interface Declared extends BusinessObject {
  $attrs?: Record<string, unknown>;
  $descriptor: { properties: { name: string }[] };
}

const COMMAND = 'routine.changeExtensions';

/** Changes of extension elements, any number of them as one step that can be undone. */
export class ChangeExtensions {
  static readonly $inject = ['commandStack', 'modeling', 'bpmnFactory'];

  readonly #stack: CommandStack;

  constructor(stack: CommandStack, modeling: Modeling, factory: BpmnFactory) {
    this.#stack = stack;
    const change = (one: ExtensionChange): void => changeOne(one, modeling, factory);
    class Change {
      preExecute({ changes }: { changes: readonly ExtensionChange[] }): void {
        for (const one of changes) change(one);
      }
    }
    stack.registerHandler(COMMAND, Change as never);
  }

  change(changes: readonly ExtensionChange[]): void {
    if (changes.length > 0) this.#stack.execute(COMMAND, { changes });
  }
}

function changeOne({ element, owner, type, values }: ExtensionChange, modeling: Modeling, factory: BpmnFactory): void {
  const update = (object: BusinessObject, properties: Record<string, unknown>): void =>
    modeling.updateModdleProperties(element as never, object as never, properties);
  const known = extension(owner, type) as Declared | undefined;
  const isSaid = Object.values(values).some(hasValue);
  if (known) {
    if (isSaid || keeps(known, values)) return update(known, values);
    const others = extensions(owner).filter((value) => value !== known);
    const container = owner.get('extensionElements') as BusinessObject;
    return others.length > 0 ? update(container, { values: others }) : update(owner, { extensionElements: undefined });
  }
  if (!isSaid) return;
  const made = factory.create(type, values) as unknown as BusinessObject;
  const container = owner.get('extensionElements') as BusinessObject | undefined;
  if (container) {
    made.$parent = container;
    return update(container, { values: [...extensions(owner), made] });
  }
  const first = factory.create('bpmn:ExtensionElements', { values: [made] }) as unknown as BusinessObject;
  made.$parent = first;
  first.$parent = owner;
  update(owner, { extensionElements: first });
}

const hasValue = (value: unknown): boolean => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);

/** Whether an extension says something besides what changes; what only others understand counts. */
function keeps(known: Declared, values: Record<string, unknown>): boolean {
  const unknown = Object.keys(known.$attrs ?? {}).length > 0;
  return unknown || known.$descriptor.properties.some(({ name }) => !(name in values) && hasValue(known.get(name)));
}
