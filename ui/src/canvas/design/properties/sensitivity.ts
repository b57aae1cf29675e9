import { is, type BusinessObject, type DiagramElement } from '../../diagram';
import { words, type Entry } from './entries';
import { choiceEntry } from './member-entries';

const LEVELS = ['public', 'internal', 'confidential', 'secret'] as const;
const MARKED = ['bpmn:DataInput', 'bpmn:DataOutput', 'bpmn:DataObject'] as const;

/** What bears the mark of a drawn sheet: the data object behind a reference, else the data itself. */
function markedBy(element: DiagramElement): BusinessObject | undefined {
  const { businessObject } = element;
  const data = is(element, 'bpmn:DataObjectReference') ? (businessObject.get('dataObjectRef') as BusinessObject | undefined) : businessObject;
  return data && MARKED.some((type) => data.$instanceOf?.(type)) ? data : undefined;
}

/** How careful one has to be with data; none where the element holds no data of a run. */
export function sensitivity(element: DiagramElement): Entry | undefined {
  const data = markedBy(element);
  const options = [{ value: '', label: words('unset') }, ...LEVELS.map((level) => ({ value: level, label: words(`option_${level}`) }))];
  return data && choiceEntry(data, 'routine:sensitivity', 'routine-sensitivity', words('sensitivity'), options);
}
