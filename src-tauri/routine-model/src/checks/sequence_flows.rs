//! Where sequence flows may run (BPMN 2.0.2, 7.6.1 and 8.4.13).

use std::collections::HashSet;

use super::findings::Findings;
use super::kinds;
use super::model::{Flow, Model, container, flag, process, texts};
use crate::xml::{Element, Vocabulary};

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for flow in &model.flows {
        ends(flow, findings);
        borders(flow, findings);
        condition(model, flow, findings);
        immediate(flow, findings);
    }
    let listing: HashSet<u32> =
        model.all("process").filter(|process| lists_flows(*process)).map(|process| process.index()).collect();
    for node in model.elements.iter().copied().filter(|element| kinds::is_flow_node(*element)) {
        if process(node).is_some_and(|process| listing.contains(&process.index())) {
            listed(model, node, findings);
        }
        default(model, node, findings);
    }
}

/// 10.3.5: an event sub-process is started by its event and by no flow. Artifacts are reported as wrong references.
fn ends(flow: &Flow<'_>, findings: &mut Findings) {
    for (end, word) in [(flow.source, "starts at"), (flow.target, "leads to")] {
        let Some(node) = end.filter(|node| kinds::is_event_sub_process(*node)) else { continue };
        let message = format!("{word} the event sub-process {}.", super::findings::label(node).unwrap_or_default());
        findings
            .error("flow-at-event-sub-process", flow.element, message)
            .hint("Only its start event starts an event sub-process.");
    }
}

/// 7.6.1: flows stay within their pool and do not cross the border of a sub-process.
fn borders(flow: &Flow<'_>, findings: &mut Findings) {
    let (Some(source), Some(target)) = (flow.source, flow.target) else { return };
    if process(source) != process(target) {
        findings
            .error("flow-crosses-pool", flow.element, "leads from one process into another.")
            .hint("Between pools there are message flows.")
            .stopping_token_games();
    } else if container(source) != container(target) {
        findings
            .error("flow-crosses-sub-process", flow.element, "crosses the border of a sub-process.")
            .hint("Lead it to the sub-process itself, or throw an event inside.")
            .stopping_token_games();
    }
}

/// Table 8.60: what is executed lets nothing happen between two of its elements.
fn immediate(flow: &Flow<'_>, findings: &mut Findings) {
    let is_executed = process(flow.element).is_some_and(|process| flag(process, "isExecutable"));
    if is_executed && flow.element.value("isImmediate").is_some_and(|value| matches!(value.trim(), "false" | "0")) {
        findings
            .error("flow-not-immediate", flow.element, "is not immediate, which flows of executable processes must be.")
            .hint("Remove `isImmediate`.");
    }
}

/// 8.4.13: who may have conditions on the flows out of it.
fn condition(model: &Model<'_>, flow: &Flow<'_>, findings: &mut Findings) {
    let Some(source) = flow.source else { return };
    if flow.element.child(Vocabulary::Bpmn, "conditionExpression").is_none() {
        return;
    }
    let is_default =
        source.value("default").is_some_and(|default| flow.element.value("id").as_deref() == Some(default.trim()));
    if is_default {
        findings.warning(
            "condition-on-default-flow",
            flow.element,
            "is a default flow, so its condition is not looked at.",
        );
    }
    if kinds::is_activity(source) && model.outgoing(source).count() == 1 {
        findings
            .error("only-conditional-flow", flow.element, "is the only flow out of its activity and has a condition.")
            .hint("Add a second flow, or remove the condition.");
    }
    if matches!(source.local(), "parallelGateway" | "eventBasedGateway") {
        let kind = kinds::a(source.local());
        findings.error("condition-not-allowed", flow.element, format!("has a condition, but starts at {kind}."));
    } else if kinds::is_event(source) {
        findings.error("condition-not-allowed", flow.element, "has a condition, but starts at an event.");
    }
}

/// Whether a process says at its nodes which flows touch them; files that leave all of that out are fine.
fn lists_flows(process: Element<'_>) -> bool {
    process.children().filter(|child| kinds::is_flow_node(*child)).any(|child| {
        child
            .children()
            .any(|child| matches!(child.local(), "incoming" | "outgoing") && child.vocabulary() == Vocabulary::Bpmn)
    })
}

/// 8.4.13, table 8.60: `incoming` and `outgoing` say the same as the flows do.
fn listed(model: &Model<'_>, node: Element<'_>, findings: &mut Findings) {
    let local = |id: String| id.rsplit_once(':').map_or(id.clone(), |(_, local)| local.to_owned());
    let ids = |flows: Vec<&Flow<'_>>| -> Vec<String> {
        flows.iter().filter_map(|flow| flow.element.value("id")).map(std::borrow::Cow::into_owned).collect()
    };
    let sides = [
        ("incoming", ids(model.incoming(node).collect()), "leads to it"),
        ("outgoing", ids(model.outgoing(node).collect()), "starts at it"),
    ];
    for (name, flows, verb) in sides {
        let listed: Vec<String> = texts(node, name).into_iter().map(local).collect();
        for flow in flows.iter().filter(|flow| !listed.contains(flow)) {
            let message = format!("does not list the sequence flow {flow} as {name}, although that {verb}.");
            findings.error("flow-not-listed", node, message).hint("Save the diagram in an editor to repair this.");
        }
        let exists = |flow: &&String| model.find(flow).is_some_and(|flow| flow.local() == "sequenceFlow");
        for flow in listed.iter().filter(|flow| !flows.contains(flow)).filter(exists) {
            let message = format!("lists the sequence flow {flow} as {name}, which runs elsewhere.");
            findings.error("flow-not-listed", node, message).hint("Save the diagram in an editor to repair this.");
        }
    }
}

/// 8.4.13 and 10.6: a default flow starts at its node, and only some nodes have one.
fn default(model: &Model<'_>, node: Element<'_>, findings: &mut Findings) {
    let Some(default) = node.value("default").filter(|default| !default.trim().is_empty()) else { return };
    if matches!(node.local(), "parallelGateway" | "eventBasedGateway") || kinds::is_event(node) {
        findings.error("default-not-allowed", node, "cannot have a default flow.");
    }
    let Some(flow) = model.find(&default) else { return };
    if flow.local() == "sequenceFlow" && !model.outgoing(node).any(|outgoing| outgoing.element == flow) {
        findings
            .error("default-flow-elsewhere", node, "has a default flow that does not start at it.")
            .stopping_token_games();
    }
}
