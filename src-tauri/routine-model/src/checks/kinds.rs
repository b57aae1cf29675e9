//! Which elements are of which kind, by their names in the file.

use crate::xml::Element;

/// Tasks (BPMN 2.0.2, 10.3.3).
pub(super) const TASKS: [&str; 8] =
    ["task", "userTask", "manualTask", "serviceTask", "scriptTask", "businessRuleTask", "sendTask", "receiveTask"];

/// Sub-processes of every kind (10.3.5).
pub(super) const SUB_PROCESSES: [&str; 3] = ["subProcess", "transaction", "adHocSubProcess"];

/// Gateways (10.6).
pub(super) const GATEWAYS: [&str; 5] =
    ["exclusiveGateway", "inclusiveGateway", "parallelGateway", "complexGateway", "eventBasedGateway"];

/// Events (10.5).
pub(super) const EVENTS: [&str; 6] = [
    "startEvent",
    "endEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "boundaryEvent",
    "implicitThrowEvent",
];

/// Event definitions (10.5.5).
pub(super) const EVENT_DEFINITIONS: [&str; 10] = [
    "messageEventDefinition",
    "timerEventDefinition",
    "signalEventDefinition",
    "errorEventDefinition",
    "escalationEventDefinition",
    "conditionalEventDefinition",
    "compensateEventDefinition",
    "linkEventDefinition",
    "terminateEventDefinition",
    "cancelEventDefinition",
];

/// What a call activity may call (10.3.6).
pub(super) const CALLABLE: [&str; 6] =
    ["process", "globalTask", "globalUserTask", "globalManualTask", "globalScriptTask", "globalBusinessRuleTask"];

/// What holds a value (10.4.1).
pub(super) const ITEM_AWARE: [&str; 9] = [
    "dataObject",
    "dataObjectReference",
    "dataStore",
    "dataStoreReference",
    "property",
    "dataInput",
    "dataOutput",
    "inputDataItem",
    "outputDataItem",
];

/// Choreography activities (11.5).
pub(super) const CHOREOGRAPHY_ACTIVITIES: [&str; 3] = ["choreographyTask", "subChoreography", "callChoreography"];

/// Artifacts (8.4.1).
pub(super) const ARTIFACTS: [&str; 3] = ["association", "group", "textAnnotation"];

pub(super) fn is_task(element: Element<'_>) -> bool {
    TASKS.contains(&element.local())
}

pub(super) fn is_sub_process(element: Element<'_>) -> bool {
    SUB_PROCESSES.contains(&element.local())
}

pub(super) fn is_event_sub_process(element: Element<'_>) -> bool {
    is_sub_process(element) && super::model::flag(element, "triggeredByEvent")
}

pub(super) fn is_activity(element: Element<'_>) -> bool {
    is_task(element) || is_sub_process(element) || element.local() == "callActivity"
}

pub(super) fn is_gateway(element: Element<'_>) -> bool {
    GATEWAYS.contains(&element.local())
}

pub(super) fn is_event(element: Element<'_>) -> bool {
    EVENTS.contains(&element.local())
}

pub(super) fn is_flow_node(element: Element<'_>) -> bool {
    is_activity(element) || is_gateway(element) || is_event(element)
}

pub(super) fn is_artifact(element: Element<'_>) -> bool {
    ARTIFACTS.contains(&element.local())
}

/// An element's name in words: `intermediateCatchEvent` is “intermediate catch event”.
pub(super) fn words(local: &str) -> String {
    let mut words = String::with_capacity(local.len() + 4);
    for character in local.chars() {
        if character.is_ascii_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(character.to_ascii_lowercase());
    }
    words.replace("sub process", "sub-process").replace("ad hoc", "ad-hoc").replace("event based", "event-based")
}

/// The name in words with its article.
pub(super) fn a(local: &str) -> String {
    let words = words(local);
    let article = if words.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {words}")
}
