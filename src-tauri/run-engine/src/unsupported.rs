//! What cannot run yet: reported all at once, before a run starts.

use routine_model::graph::activity::{Activity, ActivityKind, SubProcess};
use routine_model::graph::binding::Binding;
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};
use routine_model::graph::gateway::Gateway;
use routine_model::{ElementId, RoutineGraph};

use crate::config::{RunConfig, RunMode};
use crate::data_flow;
use crate::rejection::Unsupported;

/// An activity that gives more tokens than this is not run.
const MOST_TOKENS: u32 = 1000;

/// Every element of a process (or, without one, of the whole file) that this version does not execute, and why.
#[must_use]
pub fn unsupported(graph: &RoutineGraph, process: Option<&ElementId>, config: &RunConfig) -> Vec<Unsupported> {
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
            if config.mode == RunMode::Data
                && let Some(activity) = node.activity()
                && activity.settings.approval.is_some()
                && !takes_approval(activity)
            {
                add("routine:approval has no effect here: nothing is begun that somebody could be asked about before");
            }
            let in_swarm = config.swarm.is_some();
            if let (RunMode::Data, Some(reason)) = (config.mode, data_flow::stores_in_the_way(graph, node, in_swarm)) {
                add(reason);
            }
        }
    }
    found
}

/// Tasks that are done outside, and what opens a scope when a branch comes.
fn takes_approval(activity: &Activity) -> bool {
    match &activity.kind {
        ActivityKind::SendTask(_) => !matches!(activity.binding, Binding::None),
        ActivityKind::ReceiveTask { .. } | ActivityKind::SubProcess(SubProcess::Event | SubProcess::AdHoc(_)) => false,
        ActivityKind::AbstractTask
        | ActivityKind::UserTask(_)
        | ActivityKind::ManualTask
        | ActivityKind::ServiceTask
        | ActivityKind::ScriptTask
        | ActivityKind::BusinessRuleTask
        | ActivityKind::SubProcess(SubProcess::Embedded | SubProcess::Transaction)
        | ActivityKind::CallActivity(_) => true,
    }
}

fn look_at(node: &FlowNode, add: &mut impl FnMut(&str)) {
    match &node.kind {
        FlowNodeKind::StartEvent(_)
        | FlowNodeKind::EndEvent(_)
        | FlowNodeKind::IntermediateThrowEvent(_)
        | FlowNodeKind::IntermediateCatchEvent(_)
        | FlowNodeKind::BoundaryEvent(_) => {}
        FlowNodeKind::Gateway(
            Gateway::Exclusive
            | Gateway::Parallel
            | Gateway::Inclusive
            | Gateway::EventBased { .. }
            | Gateway::Complex { .. },
        ) => {}
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
    if activity.completion_quantity > MOST_TOKENS {
        add("a completion quantity of more than 1000 is taken for a mistake");
    }
}
