//! What happens at events (BPMN 2.0.2, 10.5.5).

use super::findings::Findings;
use super::kinds;
use super::model::{Model, children, is_executable};
use crate::xml::{Element, Vocabulary};

/// Throwing events.
const THROWS: [&str; 3] = ["endEvent", "intermediateThrowEvent", "implicitThrowEvent"];

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for event in model.any_of(&kinds::EVENTS).filter(|event| is_executable(*event)) {
        let throws = THROWS.contains(&event.local());
        for definition in model.definitions(event) {
            match definition.local() {
                "messageEventDefinition" => message(event, definition, findings),
                "signalEventDefinition" => signal(event, definition, findings),
                "errorEventDefinition" if throws => error(model, event, definition, findings),
                "escalationEventDefinition" if throws => escalation(model, event, definition, findings),
                "conditionalEventDefinition" => condition(event, definition, findings),
                _ => {}
            }
        }
    }
    own_definitions(model, findings);
}

/// Table 10.95: an executable process says which message.
fn message(event: Element<'_>, definition: Element<'_>, findings: &mut Findings) {
    if is_empty(definition, "messageRef") {
        findings.error("missing-message", event, "does not say which message.").hint("Choose or create a message.");
    }
}

/// Table 10.97.
fn signal(event: Element<'_>, definition: Element<'_>, findings: &mut Findings) {
    if is_empty(definition, "signalRef") {
        findings.error("missing-signal", event, "does not say which signal.").hint("Choose or create a signal.");
    }
}

/// Tables 10.90 and 8.44: an error that is thrown has a code.
fn error(model: &Model<'_>, event: Element<'_>, definition: Element<'_>, findings: &mut Findings) {
    if is_empty(definition, "errorRef") {
        findings.error("missing-error", event, "does not say which error.").hint("Choose or create an error.");
    } else if let Some(error) = model.named_by(definition, "errorRef")
        && error.local() == "error"
        && is_empty(error, "errorCode")
    {
        findings.error("missing-error-code", event, "throws an error without a code.").hint("Give the error a code.");
    }
}

/// Tables 10.92 and 8.46: an escalation that is thrown has a code.
fn escalation(model: &Model<'_>, event: Element<'_>, definition: Element<'_>, findings: &mut Findings) {
    if is_empty(definition, "escalationRef") {
        findings
            .error("missing-escalation", event, "does not say which escalation.")
            .hint("Choose or create an escalation.");
    } else if let Some(escalation) = model.named_by(definition, "escalationRef")
        && escalation.local() == "escalation"
        && is_empty(escalation, "escalationCode")
    {
        findings
            .error("missing-escalation-code", event, "throws an escalation without a code.")
            .hint("Give the escalation a code.");
    }
}

/// Table 10.91: an executable process says under which condition.
fn condition(event: Element<'_>, definition: Element<'_>, findings: &mut Findings) {
    let condition = definition.child(Vocabulary::Bpmn, "condition");
    if condition.is_none_or(|condition| condition.text().trim().is_empty()) {
        findings.error("missing-condition", event, "does not say under which condition.");
    }
}

/// 10.5.5: a definition inside of an event is its own; only those of the file are shared.
fn own_definitions(model: &Model<'_>, findings: &mut Findings) {
    for event in model.any_of(&kinds::EVENTS) {
        for reference in children(event, "eventDefinitionRef") {
            let Some(definition) = model.find(&reference.text()) else { continue };
            let is_shared = definition.parent().is_some_and(|parent| parent.local() == "definitions");
            if kinds::EVENT_DEFINITIONS.contains(&definition.local()) && !is_shared {
                findings
                    .error(
                        "foreign-event-definition",
                        event,
                        "names an event definition that belongs to another event.",
                    )
                    .hint("Move the definition to the file's top level.");
            }
        }
    }
}

fn is_empty(element: Element<'_>, attribute: &str) -> bool {
    element.value(attribute).is_none_or(|text| text.trim().is_empty())
}
