//! Events and event definitions (BPMN 2.0.2, 10.5).

use super::{Reader, attribute_reference, flag};
use crate::graph::event::{
    BoundaryEvent, CatchEvent, EventDefinition, MessageDefinition, StartEvent, ThrowEvent, TimerDefinition, TimerKind,
};
use crate::graph::flow_node::FlowNodeKind;
use crate::ids::ElementId;
use crate::xml::{Element, Vocabulary};

impl Reader {
    /// The event that an element is; none for other elements.
    pub(super) fn event(&mut self, element: Element<'_>, id: &ElementId) -> Option<FlowNodeKind> {
        Some(match element.local() {
            "startEvent" => {
                let catch = self.catch_event(element, id);
                FlowNodeKind::StartEvent(StartEvent {
                    definitions: catch.definitions,
                    parallel_multiple: catch.parallel_multiple,
                    interrupting: flag(element, "isInterrupting", true),
                    outputs: catch.outputs,
                    io_specification: catch.io_specification,
                    data_outputs: catch.data_outputs,
                })
            }
            "endEvent" => FlowNodeKind::EndEvent(self.throw_event(element, id)),
            "intermediateThrowEvent" | "implicitThrowEvent" => {
                FlowNodeKind::IntermediateThrowEvent(self.throw_event(element, id))
            }
            "intermediateCatchEvent" => FlowNodeKind::IntermediateCatchEvent(self.catch_event(element, id)),
            "boundaryEvent" => FlowNodeKind::BoundaryEvent(BoundaryEvent {
                attached_to: attribute_reference(element, "attachedToRef").unwrap_or_else(|| ElementId::from("")),
                interrupting: flag(element, "cancelActivity", true),
                catch: self.catch_event(element, id),
            }),
            _ => return None,
        })
    }

    fn catch_event(&mut self, element: Element<'_>, id: &ElementId) -> CatchEvent {
        CatchEvent {
            definitions: self.event_definitions(element, id),
            parallel_multiple: flag(element, "parallelMultiple", false),
            outputs: self.mappings(element, "output", id),
            io_specification: Self::data_and_sets(element),
            data_outputs: self.data_associations(element, "dataOutputAssociation", id),
        }
    }

    fn throw_event(&mut self, element: Element<'_>, id: &ElementId) -> ThrowEvent {
        ThrowEvent {
            definitions: self.event_definitions(element, id),
            inputs: self.mappings(element, "input", id),
            io_specification: Self::data_and_sets(element),
            data_inputs: self.data_associations(element, "dataInputAssociation", id),
        }
    }

    fn event_definitions(&mut self, element: Element<'_>, id: &ElementId) -> Vec<EventDefinition> {
        element
            .children()
            .filter(|child| child.vocabulary() == Vocabulary::Bpmn)
            .filter_map(|child| self.definition_of(child, id))
            .collect()
    }

    /// The event definition that an element is; none for other elements.
    pub(super) fn event_definition(&mut self, element: Element<'_>, owner: &ElementId) -> Option<EventDefinition> {
        Some(match element.local() {
            "messageEventDefinition" => {
                let message = Self::message_definition(element);
                EventDefinition::Message(MessageDefinition {
                    operation: element
                        .child(Vocabulary::Bpmn, "operationRef")
                        .and_then(|child| super::reference(&child.text())),
                    ..message
                })
            }
            "timerEventDefinition" => EventDefinition::Timer(self.timer(element, owner)),
            "signalEventDefinition" => EventDefinition::Signal { signal: attribute_reference(element, "signalRef") },
            "errorEventDefinition" => EventDefinition::Error {
                error: attribute_reference(element, "errorRef"),
                code_variable: camunda(element, "errorCodeVariable"),
                message_variable: camunda(element, "errorMessageVariable"),
            },
            "escalationEventDefinition" => {
                EventDefinition::Escalation { escalation: attribute_reference(element, "escalationRef") }
            }
            "conditionalEventDefinition" => {
                let entries = self.entries(element, owner);
                EventDefinition::Conditional { condition: self.child_condition(element, "condition", owner), entries }
            }
            "compensateEventDefinition" => EventDefinition::Compensation {
                activity: attribute_reference(element, "activityRef"),
                wait_for_completion: flag(element, "waitForCompletion", true),
            },
            "linkEventDefinition" => {
                EventDefinition::Link { name: element.value("name").unwrap_or_default().trim().to_owned() }
            }
            "terminateEventDefinition" => EventDefinition::Terminate,
            "cancelEventDefinition" => EventDefinition::Cancel,
            _ => return None,
        })
    }

    /// The message that an event or task names.
    pub(super) fn message_definition(element: Element<'_>) -> MessageDefinition {
        let message = attribute_reference(element, "messageRef");
        MessageDefinition { message, operation: attribute_reference(element, "operationRef") }
    }

    fn timer(&mut self, element: Element<'_>, owner: &ElementId) -> TimerDefinition {
        const FORMS: [(&str, TimerKind); 3] =
            [("timeDate", TimerKind::Date), ("timeDuration", TimerKind::Duration), ("timeCycle", TimerKind::Cycle)];
        for (name, kind) in FORMS {
            if element.child(Vocabulary::Bpmn, name).is_some() {
                return TimerDefinition { kind, expression: self.child_expression(element, name, owner) };
            }
        }
        TimerDefinition { kind: TimerKind::Duration, expression: None }
    }
}

/// An attribute of Camunda 7 that means the same here.
fn camunda(element: Element<'_>, name: &str) -> Option<String> {
    let attribute = element.attribute_in(Vocabulary::Camunda, name)?;
    Some(attribute.value().into_owned()).filter(|value| !value.is_empty())
}
