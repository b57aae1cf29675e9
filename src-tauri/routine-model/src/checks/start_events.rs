//! Start events (BPMN 2.0.2, 10.5.2).

use super::findings::Findings;
use super::kinds;
use super::model::{Model, container};
use crate::xml::Element;

/// What starts a process (table 10.84).
const TOP_LEVEL: [&str; 4] =
    ["messageEventDefinition", "timerEventDefinition", "conditionalEventDefinition", "signalEventDefinition"];

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for event in model.all("startEvent") {
        if model.incoming(event).next().is_some() {
            findings
                .error("incoming-at-start-event", event, "has a flow into it.")
                .hint("Start events only begin flows.");
        }
        if model.outgoing(event).next().is_none() {
            findings.error("start-event-without-flow", event, "has no flow out of it.").hint("Connect it.");
        }
        match container(event) {
            Some(container) if container.local() == "process" => top_level(model, event, findings),
            Some(container) if !kinds::is_event_sub_process(container) => in_sub_process(model, event, findings),
            Some(_) | None => {}
        }
    }
}

fn top_level<'d>(model: &Model<'d>, event: Element<'d>, findings: &mut Findings) {
    for definition in model.definitions(event) {
        if !TOP_LEVEL.contains(&definition.local()) {
            let kind = kinds::a(definition.local());
            findings
                .error("event-definition-not-allowed", event, format!("has {kind}, which cannot start a process."))
                .hint("A process starts by a message, a timer, a condition or a signal.");
        }
    }
}

/// Table 10.85: the start of a sub-process is plain, as the flow into the sub-process has started it.
fn in_sub_process<'d>(model: &Model<'d>, event: Element<'d>, findings: &mut Findings) {
    if !model.definitions(event).is_empty() {
        findings
            .error("event-definition-not-allowed", event, "stands in a sub-process and must be a plain one.")
            .hint("Only the start events of processes and event sub-processes wait for something.");
    }
}
