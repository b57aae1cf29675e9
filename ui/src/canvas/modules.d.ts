/** Libraries that ship no types. Only what is used is declared. */

declare module 'bpmn-auto-layout' {
  /** Returns the diagram with positions for what has none. */
  export function layoutProcess(xml: string): Promise<string>;
}

declare module 'zeebe-bpmn-moddle/resources/zeebe.json' {
  const descriptor: object;
  export default descriptor;
}

declare module 'bpmn-js-i18n/translations/de.js' {
  const words: Record<string, string>;
  export default words;
}

declare module 'diagram-js-minimap' {
  import type { ModuleDeclaration } from 'didi';
  const module: ModuleDeclaration;
  export default module;
}

declare module 'bpmn-js-create-append-anything' {
  import type { ModuleDeclaration } from 'didi';
  export const CreateAppendAnythingModule: ModuleDeclaration;
}

declare module 'camunda-bpmn-js-behaviors/lib/camunda-cloud' {
  import type { ModuleDeclaration } from 'didi';
  const module: ModuleDeclaration;
  export default module;
}

declare module 'bpmn-js-properties-panel' {
  import type { ModuleDeclaration } from 'didi';
  export const BpmnPropertiesPanelModule: ModuleDeclaration;
  export const BpmnPropertiesProviderModule: ModuleDeclaration;
  export const ZeebePropertiesProviderModule: ModuleDeclaration;
  export function useService<Service>(name: string): Service;
}

declare module 'bpmn-moddle' {
  export class BpmnModdle {
    constructor(extensions: Record<string, object>);
    fromXML(xml: string): Promise<{ rootElement: object; warnings: { message: string }[] }>;
    toXML(element: object, options?: { format?: boolean }): Promise<{ xml: string }>;
  }
}

declare module '@bpmn-io/properties-panel' {
  /** A component of the Preact that the properties panel brings along. */
  export type Component<Props> = (props: Props) => unknown;

  interface EntryProps {
    element: unknown;
    id: string;
    label: string;
    description?: string;
    getValue: () => string;
    setValue: (value: string) => void;
    validate?: (value: string | undefined) => string | undefined;
  }

  export const TextAreaEntry: Component<EntryProps & { debounce: unknown; monospace?: boolean; rows?: number; autoResize?: boolean }>;
  export const TextFieldEntry: Component<EntryProps & { debounce: unknown }>;
  export const CheckboxEntry: Component<Omit<EntryProps, 'getValue' | 'setValue'> & { getValue: () => boolean; setValue: (value: boolean) => void }>;
  export const Group: unknown;
  export const ListGroup: unknown;
  export const SelectEntry: Component<EntryProps & { getOptions: () => { value: string; label: string }[] }>;
  export const isCheckboxEntryEdited: (node: unknown) => boolean;
  export const isTextAreaEntryEdited: (node: unknown) => boolean;
  export const isTextFieldEntryEdited: (node: unknown) => boolean;
  export const isSelectEntryEdited: (node: unknown) => boolean;
}

declare module '@bpmn-io/properties-panel/preact' {
  export function h<Props>(component: (props: Props) => unknown, props: Props): unknown;
}
