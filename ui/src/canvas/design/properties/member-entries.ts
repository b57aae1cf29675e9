import { isSelectEntryEdited, isTextAreaEntryEdited, isTextFieldEntryEdited, SelectEntry, TextAreaEntry, TextFieldEntry } from '@bpmn-io/properties-panel';
import { h } from '@bpmn-io/properties-panel/preact';
import { useService } from 'bpmn-js-properties-panel';
import type Modeling from 'bpmn-js/lib/features/modeling/Modeling';
import type { BusinessObject, DiagramElement } from '../../diagram';
import { text } from '../../moddle/extension';
import type { Entry } from './entries';

/** Gives a property of a member of a list another value. */
function useChange(member: BusinessObject, property: string, element: DiagramElement): (value: string | undefined) => void {
  const modeling = useService<Modeling>('modeling');
  return (value) => modeling.updateModdleProperties(element as never, member as never, { [property]: value || undefined });
}

/** One of several values of a member of a list. */
export function choiceEntry(member: BusinessObject, property: string, id: string, label: string, options: { value: string; label: string }[]): Entry {
  function Choice({ element }: { element: DiagramElement }): unknown {
    const setValue = useChange(member, property, element);
    const value = text(member.get(property));
    const all = options.some((option) => option.value === value) ? options : [{ value, label: value }, ...options];
    return h(SelectEntry, { element, id, label, getValue: () => value, setValue, getOptions: () => all });
  }
  return { id, component: Choice, isEdited: isSelectEntryEdited };
}

/** A text of a member of a list; several lines where `area` is given. */
export function textEntry(member: BusinessObject, property: string, id: string, label: string, description: string, area = false): Entry {
  function Words({ element }: { element: DiagramElement }): unknown {
    const setValue = useChange(member, property, element);
    const debounce = useService('debounceInput');
    const common = { element, id, label, description, debounce, getValue: () => text(member.get(property)), setValue };
    return area ? h(TextAreaEntry, { ...common, rows: 3, autoResize: true, monospace: true }) : h(TextFieldEntry, common);
  }
  return { id, component: Words, isEdited: area ? isTextAreaEntryEdited : isTextFieldEntryEdited };
}
