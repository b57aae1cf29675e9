//! Where message flows may run (BPMN 2.0.2, 7.6.2 and 9.4).

use super::findings::{Findings, label};
use super::kinds;
use super::model::{Flow, Model, process};
use crate::xml::Element;

/// Which ends are wrong: an event, whether it is the flow's start, and why.
const WRONG_ENDS: [(&str, bool, &str); 5] = [
    ("startEvent", true, "starts at the start event"),
    ("endEvent", false, "leads to the end event"),
    ("intermediateCatchEvent", true, "starts at the catching event"),
    ("boundaryEvent", true, "starts at the boundary event"),
    ("intermediateThrowEvent", false, "leads to the throwing event"),
];

/// Events that take part only when they define a message.
const WITH_MESSAGE: [(&str, bool); 5] = [
    ("startEvent", false),
    ("intermediateCatchEvent", false),
    ("boundaryEvent", false),
    ("endEvent", true),
    ("intermediateThrowEvent", true),
];

pub(super) fn check(model: &Model<'_>, findings: &mut Findings) {
    for flow in &model.message_flows {
        pools(model, flow, findings);
        for (end, is_source) in [(flow.source, true), (flow.target, false)] {
            if let Some(end) = end {
                events(model, flow, end, is_source, findings);
            }
        }
        for (name, end) in [("sourceRef", "start"), ("targetRef", "end")] {
            if flow.element.value(name).is_none_or(|text| text.trim().is_empty()) {
                findings.error("flow-without-end", flow.element, format!("does not say where it {end}s."));
            }
        }
    }
}

/// 9.4: a message flow connects two pools.
fn pools(model: &Model<'_>, flow: &Flow<'_>, findings: &mut Findings) {
    let (Some(source), Some(target)) = (flow.source, flow.target) else { return };
    let same = source == target || (pool(model, source).is_some() && pool(model, source) == pool(model, target));
    if same {
        findings
            .error("message-flow-within-pool", flow.element, "does not lead from one pool to another.")
            .hint("Within a pool there are sequence flows, signals and links.");
    }
}

/// What stands for the pool of an end: its process, or the participant without one.
fn pool<'d>(model: &Model<'d>, end: Element<'d>) -> Option<Element<'d>> {
    if end.local() == "participant" {
        return Some(model.named_by(end, "processRef").unwrap_or(end));
    }
    process(end)
}

/// 10.5.2 to 10.5.4: which events send and receive.
fn events<'d>(model: &Model<'d>, flow: &Flow<'d>, end: Element<'d>, is_source: bool, findings: &mut Findings) {
    if !kinds::is_event(end) {
        return;
    }
    let name = || label(end).unwrap_or_default();
    if let Some((_, _, why)) = WRONG_ENDS.iter().find(|(local, start, _)| *local == end.local() && *start == is_source)
    {
        let hint = if is_source { "Catching events receive messages." } else { "Throwing events send messages." };
        findings.error("message-flow-direction", flow.element, format!("{why} {}.", name())).hint(hint);
    }
    let takes_part = WITH_MESSAGE.contains(&(end.local(), is_source));
    let defines_message = model.defines(end, &["messageEventDefinition"]);
    if takes_part && !defines_message {
        let message = format!("connects the {} {}, which has no message.", kinds::words(end.local()), name());
        findings.error("message-flow-without-message", flow.element, message).hint("Make it a message event.");
    }
}
