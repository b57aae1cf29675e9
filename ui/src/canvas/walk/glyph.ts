import type { BusinessObject, DiagramElement } from '../diagram';

const PLAIN: Record<string, string> = {
  UserTask: 'user-task',
  ManualTask: 'manual-task',
  ServiceTask: 'service-task',
  ScriptTask: 'script-task',
  BusinessRuleTask: 'business-rule-task',
  SendTask: 'send-task',
  ReceiveTask: 'receive-task',
  CallActivity: 'call-activity',
  SubProcess: 'subprocess-expanded',
  AdHocSubProcess: 'subprocess-expanded',
  Transaction: 'transaction',
  ExclusiveGateway: 'gateway-xor',
  ParallelGateway: 'gateway-parallel',
  InclusiveGateway: 'gateway-or',
  EventBasedGateway: 'gateway-eventbased',
  ComplexGateway: 'gateway-complex',
  Participant: 'participant',
  StartEvent: 'start-event-none',
  EndEvent: 'end-event-none',
};

const TRIGGERS: Record<string, string> = {
  MessageEventDefinition: 'message',
  TimerEventDefinition: 'timer',
  SignalEventDefinition: 'signal',
  ConditionalEventDefinition: 'condition',
  ErrorEventDefinition: 'error',
  EscalationEventDefinition: 'escalation',
  CompensateEventDefinition: 'compensation',
  CancelEventDefinition: 'cancel',
  TerminateEventDefinition: 'terminate',
  LinkEventDefinition: 'link',
};

const PLACES: Record<string, string> = {
  StartEvent: 'start-event',
  EndEvent: 'end-event',
  IntermediateThrowEvent: 'intermediate-event-throw',
};

/** The class of the BPMN symbol font that draws an element. */
export function glyphOf(element: DiagramElement): string {
  const object = element.businessObject;
  const type = object.$type.replace('bpmn:', '');
  const definitions = object.get('eventDefinitions');
  const [definition] = Array.isArray(definitions) ? (definitions as BusinessObject[]) : [];
  const trigger = definition ? TRIGGERS[definition.$type.replace('bpmn:', '')] : undefined;
  if (trigger && type.endsWith('Event')) return `bpmn-icon-${PLACES[type] ?? 'intermediate-event-catch'}-${trigger}`;
  return `bpmn-icon-${PLAIN[type] ?? (type.endsWith('Event') ? 'intermediate-event-none' : 'task')}`;
}
