//! Intermediate events in the flow (BPMN 2.0.2, 10.5.4).

use super::findings::Findings;
use super::kinds;
use super::model::Model;
use crate::xml::Element;

/// What they wait for (table 10.89).
const CATCH: [&str; 5] = [
    "messageEventDefinition",
    "timerEventDefinition",
    "conditionalEventDefinition",
    "linkEventDefinition",
    "signalEventDefinition",
];

/// What they throw (table 10.89).
const THROW: [&str; 5] = [
    "messageEventDefinition",
    "escalationEventDefinition",
    "compensateEventDefinition",
    "linkEventDefinition",
    "signalEventDefinition",
];

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for event in model.all("intermediateCatchEvent") {
        let definitions = model.definitions(event);
        if definitions.is_empty() {
            findings.error("catch-without-definition", event, "does not say what it waits for.");
        }
        allowed(&definitions, event, &CATCH, "wait for", findings);
        flows(model, event, true, findings);
    }
    for event in model.all("intermediateThrowEvent") {
        allowed(&model.definitions(event), event, &THROW, "throw", findings);
        flows(model, event, false, findings);
    }
}

fn allowed(definitions: &[Element<'_>], event: Element<'_>, allowed: &[&str], verb: &str, findings: &mut Findings) {
    for definition in definitions.iter().filter(|definition| !allowed.contains(&definition.local())) {
        let kind = kinds::a(definition.local());
        findings.error("event-definition-not-allowed", event, format!("has {kind}, which it cannot {verb}."));
    }
}

/// 10.5.4, “sequence flow connections”: both a target and a source, but a link only one of them.
fn flows<'d>(model: &Model<'d>, event: Element<'d>, catches: bool, findings: &mut Findings) {
    let has_incoming = model.incoming(event).next().is_some();
    let has_outgoing = model.outgoing(event).next().is_some();
    if model.defines(event, &["linkEventDefinition"]) {
        if catches && has_incoming {
            findings.error("link-flow", event, "is where a link arrives, so no flow may lead to it.");
        }
        if !catches && has_outgoing {
            findings.error("link-flow", event, "is where a link departs, so no flow may start at it.");
        }
        if catches && !has_outgoing {
            findings.error("no-outgoing-flow", event, "has no flow out of it.");
        }
        if !catches && !has_incoming {
            findings.error("no-incoming-flow", event, "has no flow into it.");
        }
        return;
    }
    if !has_incoming {
        findings.error("no-incoming-flow", event, "has no flow into it.").hint("Connect it, or remove it.");
    }
    if !has_outgoing {
        findings.error("no-outgoing-flow", event, "has no flow out of it.").hint("Lead it to an end event.");
    }
}
