//! Event-based gateways and what they wait for (BPMN 2.0.2, 10.6.6).

use super::findings::{Findings, label};
use super::model::{Model, flag};
use crate::xml::Element;

/// What may follow, besides receive tasks.
const AWAITED: [&str; 4] =
    ["messageEventDefinition", "signalEventDefinition", "timerEventDefinition", "conditionalEventDefinition"];

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for gateway in model.all("eventBasedGateway") {
        let targets: Vec<_> = model.outgoing(gateway).filter_map(|flow| flow.target).collect();
        if targets.len() < 2 {
            findings
                .error("event-gateway-without-choice", gateway, "waits for fewer than two events.")
                .hint("Connect at least two catching events or receive tasks.");
        }
        for target in &targets {
            follows(model, gateway, *target, findings);
        }
        let has_messages = targets
            .iter()
            .any(|target| target.local() != "receiveTask" && model.defines(*target, &["messageEventDefinition"]));
        if has_messages && targets.iter().any(|target| target.local() == "receiveTask") {
            findings.error(
                "event-gateway-mixes-messages",
                gateway,
                "waits by message events and by receive tasks at once.",
            );
        }
        instantiates(model, gateway, &targets, findings);
    }
}

fn follows<'d>(model: &Model<'d>, gateway: Element<'d>, target: Element<'d>, findings: &mut Findings) {
    let name = label(target).unwrap_or_default();
    let is_event = target.local() == "intermediateCatchEvent";
    let waits = is_event && model.definitions(target).iter().all(|definition| AWAITED.contains(&definition.local()));
    if target.local() != "receiveTask" && !waits {
        findings
            .error("event-gateway-target", gateway, format!("leads to {name}, which does not wait for an event."))
            .hint("It may lead to message, signal, timer and conditional events and to receive tasks.");
    }
    if target.local() == "receiveTask" && model.boundary_events(target).next().is_some() {
        findings.error(
            "event-gateway-target",
            gateway,
            format!("leads to {name}, which may not have boundary events here."),
        );
    }
    if model.incoming(target).count() > 1 {
        findings.error("event-gateway-target", gateway, format!("leads to {name}, to which other flows lead too."));
    }
}

/// A gateway that starts a process has no flows into it; a parallel one always starts a process.
fn instantiates<'d>(model: &Model<'d>, gateway: Element<'d>, targets: &[Element<'d>], findings: &mut Findings) {
    let instantiates = flag(gateway, "instantiate");
    if instantiates && model.incoming(gateway).next().is_some() {
        findings.error("incoming-at-instantiating-node", gateway, "starts its process and has a flow into it.");
    }
    if gateway.value("eventGatewayType").as_deref() == Some("Parallel") && !instantiates {
        findings
            .error(
                "parallel-event-gateway",
                gateway,
                "waits for all of its events, which only a starting gateway does.",
            )
            .hint("Set `instantiate`, or make it exclusive.");
    }
    let starts_by_message =
        |target: &&Element<'d>| target.local() == "receiveTask" || model.defines(**target, &["messageEventDefinition"]);
    if instantiates && !targets.iter().all(|target| starts_by_message(&target)) {
        findings.warning("event-gateway-target", gateway, "starts its process by something that is no message.");
    }
}
