//! Beginnings and ends are complete (BPMN 2.0.2, 10.3.1, 10.5.2, 10.5.3).
//!
//! Where a process uses start events, everything else needs a flow into it; where it uses end events, everything else
//! needs one out of it. Without them each such node is itself a start or an end.

use super::findings::Findings;
use super::kinds;
use super::model::{Model, children, flag};
use crate::xml::Element;

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for container in model.elements.iter().copied().filter(|element| holds_nodes(*element)) {
        let has = |local: &str| children(container, local).next().is_some();
        let has_start = has("startEvent");
        let has_end = has("endEvent");
        for node in container.children().filter(|child| kinds::is_flow_node(*child) && !stands_alone(model, *child)) {
            if has_start && begins(model, node) {
                findings
                    .error("no-incoming-flow", node, "has no flow into it, although its process uses start events.")
                    .hint("Connect it, or remove it.");
            }
            if has_end && ends(model, node) {
                findings
                    .error("no-outgoing-flow", node, "has no flow out of it, although its process uses end events.")
                    .hint("Lead it to an end event.");
            }
        }
        if has_start && !has_end && container.local() != "adHocSubProcess" {
            findings
                .error("start-without-end", container, "has a start event and no end event.")
                .hint("Add an end event.");
        }
        let starts_otherwise = || {
            children(container, "receiveTask")
                .chain(children(container, "eventBasedGateway"))
                .any(|node| flag(node, "instantiate"))
        };
        if has_end && !has_start && container.local() != "adHocSubProcess" && !starts_otherwise() {
            findings
                .error("end-without-start", container, "has an end event and no start event.")
                .hint("Add a start event.");
        }
    }
}

fn holds_nodes(element: Element<'_>) -> bool {
    element.local() == "process" || kinds::is_sub_process(element)
}

/// What is never reached by flows: handlers, and what hangs on others.
fn stands_alone(model: &Model<'_>, node: Element<'_>) -> bool {
    let holder_is_ad_hoc = node.parent().is_some_and(|parent| parent.local() == "adHocSubProcess");
    flag(node, "isForCompensation")
        || kinds::is_event_sub_process(node)
        || node.local() == "boundaryEvent"
        || holder_is_ad_hoc
        || (kinds::is_event(node) && model.defines(node, &["linkEventDefinition"]))
}

fn begins(model: &Model<'_>, node: Element<'_>) -> bool {
    let starts = node.local() == "startEvent" || flag(node, "instantiate");
    // Events say it in their own words.
    !starts && !kinds::is_event(node) && model.incoming(node).next().is_none()
}

fn ends(model: &Model<'_>, node: Element<'_>) -> bool {
    node.local() != "endEvent" && !kinds::is_event(node) && model.outgoing(node).next().is_none()
}
