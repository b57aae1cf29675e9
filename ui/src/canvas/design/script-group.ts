import { isSelectEntryEdited, isTextAreaEntryEdited, SelectEntry, TextAreaEntry } from '@bpmn-io/properties-panel';
import { h } from '@bpmn-io/properties-panel/preact';
import { useService } from 'bpmn-js-properties-panel';
import type Modeling from 'bpmn-js/lib/features/modeling/Modeling';
import i18next from 'i18next';
import { is, type DiagramElement } from '../diagram';
import { text } from '../moddle/extension';
import { asJavaScript, notJavaScript, scriptLanguage } from './script-language';

interface Group {
  id: string;
  label: string;
  entries: { id: string; component: (props: { element: DiagramElement; id: string }) => unknown; isEdited: (node: unknown) => boolean }[];
}

interface PropertiesPanel {
  registerProvider: (priority: number, provider: { getGroups: (element: DiagramElement) => (groups: Group[]) => Group[] }) => void;
}

const AFTER_ZEEBE = 300;

/** JavaScript for script tasks, which the Camunda 8 groups know nothing of. */
export class ScriptGroup {
  static readonly $inject = ['propertiesPanel'];

  constructor(propertiesPanel: PropertiesPanel) {
    propertiesPanel.registerProvider(AFTER_ZEEBE, this);
  }

  getGroups(element: DiagramElement): (groups: Group[]) => Group[] {
    return (groups) => {
      if (!is(element, 'bpmn:ScriptTask') || element.labelTarget) return groups;
      const isScript = scriptLanguage(element.businessObject) === 'javascript';
      const others = isScript ? groups.filter(({ id }) => !/^Zeebe__Script|^scriptImplementation|^script$/i.test(id)) : groups;
      const general = others.findIndex(({ id }) => id === 'general');
      const entries: Group['entries'] = [{ id: 'routine-script-language', component: Language, isEdited: isSelectEntryEdited }];
      if (isScript) entries.push({ id: 'routine-script', component: Script, isEdited: isTextAreaEntryEdited });
      const group = { id: 'routine-script', label: i18next.t('designer:scriptGroup'), entries };
      return [...others.slice(0, general + 1), group, ...others.slice(general + 1)];
    };
  }
}

function Language({ element, id }: { element: DiagramElement; id: string }): unknown {
  const modeling = useService<Modeling>('modeling');
  return h(SelectEntry, {
    element,
    id,
    label: i18next.t('designer:scriptLanguage'),
    getValue: () => (scriptLanguage(element.businessObject) === 'javascript' ? 'javascript' : 'other'),
    setValue: (value) =>
      modeling.updateProperties(element as never, value === 'javascript' ? asJavaScript(element.businessObject) : notJavaScript),
    getOptions: () => [
      { value: 'other', label: i18next.t('designer:scriptOther') },
      { value: 'javascript', label: 'JavaScript' },
    ],
  });
}

function Script({ element, id }: { element: DiagramElement; id: string }): unknown {
  const modeling = useService<Modeling>('modeling');
  const debounce = useService('debounceInput');
  return h(TextAreaEntry, {
    element,
    id,
    label: i18next.t('designer:scriptText'),
    description: i18next.t('designer:scriptHelp'),
    monospace: true,
    rows: 8,
    autoResize: true,
    debounce,
    getValue: () => text(element.businessObject.get('script')),
    setValue: (value) => modeling.updateProperties(element as never, { script: value }),
  });
}
