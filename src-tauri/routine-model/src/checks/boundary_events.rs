//! Events at the border of activities (BPMN 2.0.2, 10.5.4, “activity boundary connections”).

use super::findings::Findings;
use super::kinds;
use super::model::{Model, container, is_false};
use crate::xml::Element;

/// What interrupts an activity (table 10.90).
const INTERRUPTING: [&str; 8] = [
    "messageEventDefinition",
    "timerEventDefinition",
    "escalationEventDefinition",
    "errorEventDefinition",
    "cancelEventDefinition",
    "compensateEventDefinition",
    "conditionalEventDefinition",
    "signalEventDefinition",
];

/// What leaves it running.
const NOT_INTERRUPTING: [&str; 5] = [
    "messageEventDefinition",
    "timerEventDefinition",
    "escalationEventDefinition",
    "conditionalEventDefinition",
    "signalEventDefinition",
];

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for event in model.all("boundaryEvent") {
        host(model, event, findings);
        definitions(model, event, findings);
        flows(model, event, findings);
    }
}

fn host<'d>(model: &Model<'d>, event: Element<'d>, findings: &mut Findings) {
    if event.value("attachedToRef").is_none_or(|host| host.trim().is_empty()) {
        findings.error("boundary-without-host", event, "is attached to nothing.").hint("Move it onto an activity.");
        return;
    }
    let Some(host) = model.named_by(event, "attachedToRef").filter(|host| kinds::is_activity(*host)) else { return };
    if container(host) != container(event) {
        findings.error(
            "boundary-elsewhere",
            event,
            "stands in another sub-process than the activity it is attached to.",
        );
    }
    if kinds::is_event_sub_process(host) {
        findings.error("boundary-at-event-sub-process", event, "is attached to an event sub-process, which has none.");
    }
    if model.defines(event, &["cancelEventDefinition"]) && host.local() != "transaction" {
        findings
            .error("cancel-outside-transaction", event, "waits for a cancellation, but its activity is no transaction.")
            .hint("Only transactions are cancelled.");
    }
}

fn definitions<'d>(model: &Model<'d>, event: Element<'d>, findings: &mut Findings) {
    let definitions = model.definitions(event);
    if definitions.is_empty() {
        findings.error("catch-without-definition", event, "does not say what it waits for.");
    }
    let leaves_running = is_false(event, "cancelActivity");
    let allowed: &[&str] = if leaves_running { &NOT_INTERRUPTING } else { &INTERRUPTING };
    for definition in definitions.iter().filter(|definition| !allowed.contains(&definition.local())) {
        let kind = kinds::a(definition.local());
        // Modellers write `cancelActivity="false"` on compensation now and then, and it has no meaning there.
        if definition.local() == "compensateEventDefinition" {
            findings.warning(
                "event-definition-not-allowed",
                event,
                "is for compensation and interrupts nothing anyway.",
            );
            continue;
        }
        let message = if INTERRUPTING.contains(&definition.local()) {
            format!("has {kind}, which always interrupts the activity.")
        } else {
            format!("has {kind}, which does not happen at the border of an activity.")
        };
        findings.error("event-definition-not-allowed", event, message);
    }
}

fn flows<'d>(model: &Model<'d>, event: Element<'d>, findings: &mut Findings) {
    if model.incoming(event).next().is_some() {
        findings.error("incoming-at-boundary-event", event, "has a flow into it.").hint("Its activity leads to it.");
    }
    let has_outgoing = model.outgoing(event).next().is_some();
    if model.defines(event, &["compensateEventDefinition"]) {
        if has_outgoing {
            findings
                .error("outgoing-at-compensation-event", event, "is for compensation and has a flow out of it.")
                .hint("Connect the compensating activity by an association.");
        }
    } else if !has_outgoing {
        findings.error("no-outgoing-flow", event, "has no flow out of it.").hint("Lead it to an end event.");
    }
}
