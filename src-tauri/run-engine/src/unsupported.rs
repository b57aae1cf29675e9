//! What cannot run yet: reported all at once, before a run starts.

use routine_model::graph::activity::{Activity, ActivityKind, SubProcess};
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};
use routine_model::graph::gateway::Gateway;
use routine_model::{ElementId, RoutineGraph};

use crate::config::RunMode;
use crate::rejection::Unsupported;

/// Every element of a process (or, without one, of the whole file) that this version does not execute, and why.
#[must_use]
pub fn unsupported(graph: &RoutineGraph, process: Option<&ElementId>, mode: RunMode) -> Vec<Unsupported> {
    let mut found = Vec::new();
    for node in graph.nodes() {
        let is_meant = match process {
            None => true,
            Some(process) => graph.process_of(&node.container).is_some_and(|container| &container.id == process),
        };
        if is_meant {
            let mut add =
                |reason: &str| found.push(Unsupported { element: node.id.clone(), reason: reason.to_owned() });
            look_at(node, mode, &mut add);
        }
    }
    found
}

fn look_at(node: &FlowNode, mode: RunMode, add: &mut impl FnMut(&str)) {
    match &node.kind {
        FlowNodeKind::StartEvent(event) if event.definitions.is_empty() => {}
        FlowNodeKind::StartEvent(_) => add("start events that wait for something are not executed yet"),
        FlowNodeKind::EndEvent(event) if event.definitions.is_empty() => {}
        FlowNodeKind::EndEvent(_) => add("end events that throw something are not executed yet"),
        FlowNodeKind::IntermediateThrowEvent(_) => add("intermediate throw events are not executed yet"),
        FlowNodeKind::IntermediateCatchEvent(_) => add("intermediate catch events are not executed yet"),
        FlowNodeKind::BoundaryEvent(_) => add("boundary events are not executed yet"),
        FlowNodeKind::Gateway(Gateway::Exclusive | Gateway::Parallel) => {}
        FlowNodeKind::Gateway(Gateway::Inclusive) => add("inclusive gateways are not executed yet"),
        FlowNodeKind::Gateway(Gateway::EventBased { .. }) => add("event-based gateways are not executed yet"),
        FlowNodeKind::Gateway(Gateway::Complex { .. }) => add("complex gateways are not executed yet"),
        FlowNodeKind::Activity(activity) => look_at_activity(activity, mode, add),
    }
}

fn look_at_activity(activity: &Activity, mode: RunMode, add: &mut impl FnMut(&str)) {
    match &activity.kind {
        ActivityKind::AbstractTask
        | ActivityKind::UserTask(_)
        | ActivityKind::ManualTask
        | ActivityKind::ServiceTask
        | ActivityKind::ScriptTask
        | ActivityKind::BusinessRuleTask => {}
        ActivityKind::SendTask(_) => add("send tasks are not executed yet"),
        ActivityKind::ReceiveTask { .. } => add("receive tasks are not executed yet"),
        ActivityKind::SubProcess(SubProcess::Embedded) => add("sub-processes are not executed yet"),
        ActivityKind::SubProcess(SubProcess::Event) => add("event sub-processes are not executed yet"),
        ActivityKind::SubProcess(SubProcess::Transaction) => add("transactions are not executed yet"),
        ActivityKind::SubProcess(SubProcess::AdHoc(_)) => add("ad-hoc sub-processes are not executed yet"),
        ActivityKind::CallActivity(_) => add("call activities are not executed yet"),
    }
    if activity.loop_characteristics.is_some() {
        add("loops and multi-instance activities are not executed yet");
    }
    if activity.is_for_compensation {
        add("compensation is not executed yet");
    }
    if activity.start_quantity != 1 || activity.completion_quantity != 1 {
        add("start and completion quantities other than 1 are not executed");
    }
    if mode == RunMode::Data && !(activity.data_inputs.is_empty() && activity.data_outputs.is_empty()) {
        add("data associations are not executed yet");
    }
}
