import type { StrategySetting } from '../../contract';
import { is, type BusinessObject, type DiagramElement } from '../diagram';
import { extension, text } from '../moddle/extension';

/** What can be set, in the order in which it is offered. */
export const STRATEGY_SETTINGS = ['inherit', 'deterministic', 'reasoning', 'conversational', 'auto'] as const satisfies readonly StrategySetting[];

/** What an element is leaves no choice: it only holds other steps, waits, or is work by hand. */
const WITHOUT_CHOICE = ['bpmn:SubProcess', 'bpmn:CallActivity', 'bpmn:ManualTask', 'bpmn:ReceiveTask'];

/** Whether a strategy can be set on an element. */
export const takesStrategy = (element: DiagramElement): boolean =>
  is(element, 'bpmn:Activity') && !WITHOUT_CHOICE.some((type) => is(element, type));

const known = (value: unknown): StrategySetting => STRATEGY_SETTINGS.find((setting) => setting === text(value).trim()) ?? 'inherit';

/** What an activity itself says. */
export const settingOf = (activity: BusinessObject): StrategySetting => known(extension(activity, 'routine:Strategy')?.get('mode'));

/** What a process says about all of its steps. */
export const routineSettingOf = (process: BusinessObject): StrategySetting => known(extension(process, 'routine:Settings')?.get('executionStrategy'));

/** Whether a process lets a run, a caller or a swarm decide otherwise. */
export const allowsOverride = (process: BusinessObject): boolean => extension(process, 'routine:Settings')?.get('allowStrategyOverride') !== false;

/** The process that an element stands for: its own, or that of its pool; none for anything inside. */
export function processOf(element: DiagramElement): BusinessObject | null {
  if (is(element, 'bpmn:Process')) return element.businessObject;
  if (!is(element, 'bpmn:Participant')) return null;
  return (element.businessObject.get('processRef') as BusinessObject | undefined) ?? null;
}
