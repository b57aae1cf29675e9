//! End events (BPMN 2.0.2, 10.5.3).

use std::iter::successors;

use super::findings::Findings;
use super::kinds;
use super::model::{Model, container};

/// What an end may throw (table 10.88).
const ALLOWED: [&str; 7] = [
    "messageEventDefinition",
    "escalationEventDefinition",
    "errorEventDefinition",
    "cancelEventDefinition",
    "compensateEventDefinition",
    "signalEventDefinition",
    "terminateEventDefinition",
];

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for event in model.all("endEvent") {
        if model.outgoing(event).next().is_some() {
            findings.error("outgoing-at-end-event", event, "has a flow out of it.").hint("End events only end flows.");
        }
        if model.incoming(event).next().is_none() {
            findings.error("end-event-without-flow", event, "has no flow into it.").hint("Connect it, or remove it.");
        }
        for definition in model.definitions(event) {
            let kind = kinds::a(definition.local());
            if !ALLOWED.contains(&definition.local()) {
                findings.error(
                    "event-definition-not-allowed",
                    event,
                    format!("has {kind}, which cannot end anything."),
                );
            }
            let mut levels = successors(container(event), |level| container(*level));
            let in_transaction = levels.any(|level| level.local() == "transaction");
            if definition.local() == "cancelEventDefinition" && !in_transaction {
                findings
                    .error("cancel-outside-transaction", event, "cancels, but does not stand in a transaction.")
                    .hint("Make the sub-process a transaction.");
            }
        }
    }
}
