//! What cannot run yet: reported all at once, before a run starts.

use routine_model::graph::activity::{Activity, ActivityKind, SubProcess};
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};
use routine_model::graph::gateway::Gateway;
use routine_model::graph::loops::{LoopCharacteristics, MultiInstanceBehavior};
use routine_model::{ElementId, RoutineGraph};

use crate::config::RunMode;
use crate::data_flow;
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
            look_at(node, &mut add);
            if mode == RunMode::Data && data_flow::touches_store(graph, node) {
                add("data stores are not read or written yet");
            }
        }
    }
    found
}

fn look_at(node: &FlowNode, add: &mut impl FnMut(&str)) {
    match &node.kind {
        FlowNodeKind::StartEvent(_)
        | FlowNodeKind::EndEvent(_)
        | FlowNodeKind::IntermediateThrowEvent(_)
        | FlowNodeKind::IntermediateCatchEvent(_)
        | FlowNodeKind::BoundaryEvent(_) => {}
        FlowNodeKind::Gateway(Gateway::Exclusive | Gateway::Parallel | Gateway::Inclusive) => {}
        FlowNodeKind::Gateway(Gateway::EventBased { instantiate, .. }) => {
            if *instantiate {
                add("event-based gateways that start a routine are not executed yet");
            }
        }
        FlowNodeKind::Gateway(Gateway::Complex { .. }) => add("complex gateways are not executed yet"),
        FlowNodeKind::Activity(activity) => look_at_activity(activity, add),
    }
}

fn look_at_activity(activity: &Activity, add: &mut impl FnMut(&str)) {
    match &activity.kind {
        ActivityKind::AbstractTask
        | ActivityKind::UserTask(_)
        | ActivityKind::ManualTask
        | ActivityKind::ServiceTask
        | ActivityKind::ScriptTask
        | ActivityKind::BusinessRuleTask => {}
        ActivityKind::SendTask(_)
        | ActivityKind::ReceiveTask { .. }
        | ActivityKind::SubProcess(
            SubProcess::Embedded | SubProcess::Event | SubProcess::Transaction | SubProcess::AdHoc(_),
        ) => {}
        ActivityKind::CallActivity(_) => {}
    }
    if let Some(LoopCharacteristics::MultiInstance(many)) = &activity.loop_characteristics {
        match &many.behavior {
            MultiInstanceBehavior::All => {}
            MultiInstanceBehavior::None { .. }
            | MultiInstanceBehavior::One { .. }
            | MultiInstanceBehavior::Complex(_) => {
                add("multi-instance activities that throw events on completion are not executed yet");
            }
        }
    }
    if activity.start_quantity != 1 || activity.completion_quantity != 1 {
        add("start and completion quantities other than 1 are not executed");
    }
}
