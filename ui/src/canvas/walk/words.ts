import i18next from 'i18next';
import type en from '../../words/en';
import { is, nameOf, type BusinessObject, type DiagramElement } from '../diagram';
import { waysOut } from './order';

type Key = keyof typeof en.canvas;

/** The kind of an element in words, for example "start event, timer". */
export function kindOf(element: DiagramElement): string {
  const object = element.businessObject;
  const type = object.$type.replace('bpmn:', '');
  const name = type === 'SubProcess' && object.get('triggeredByEvent') === true ? 'EventSubProcess' : type;
  const kind = words(`kind_${name}`) ?? i18next.t('canvas:kind_other');
  const events = object.get('eventDefinitions');
  const [event] = Array.isArray(events) ? (events as BusinessObject[]) : [];
  const trigger = event ? words(`event_${event.$type.replace('bpmn:', '')}`) : undefined;
  return trigger ? `${kind}, ${trigger}` : kind;
}

/** The name of an element as a person would say it. */
export function titleOf(element: DiagramElement): string {
  return nameOf(element) || i18next.t('canvas:unnamed');
}

/** What is read aloud when the walk comes to an element. */
export function description(element: DiagramElement): string {
  const parts = [i18next.t('canvas:focused', { name: titleOf(element), kind: kindOf(element) })];
  if (element.host) parts.push(i18next.t('canvas:attachedTo', { name: titleOf(element.host) }));
  const ways = waysOut(element).length;
  if (ways > 0) parts.push(i18next.t('canvas:waysOut', { count: ways }));
  const parent = element.parent;
  if (parent?.businessObject && is(parent, 'bpmn:SubProcess')) parts.push(i18next.t('canvas:inside', { name: titleOf(parent) }));
  return parts.join(', ');
}

function words(key: string): string | undefined {
  return i18next.exists(`canvas:${key}`) ? i18next.t(`canvas:${key as Key}` as never) : undefined;
}
