//! Where a routine's own steps may have made a variable that nothing in the file names: behind scripts, workers, people and
//! messages that say nowhere what they give.

use std::collections::BTreeSet;

use routine_model::graph::activity::{Activity, ActivityKind};
use routine_model::graph::binding::{Binding, Form};
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};
use routine_model::{ElementId, RoutineGraph};

/// Every flow node that can run after one with unknown results.
pub(super) fn behind_unknown_results(graph: &RoutineGraph) -> BTreeSet<ElementId> {
    let mut open: Vec<ElementId> =
        graph.nodes().filter(|node| is_unknown(node)).flat_map(|node| next(graph, node)).collect();
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        let Some(node) = graph.node(&id) else { continue };
        if found.insert(id) {
            open.extend(next(graph, node));
            open.extend(graph.nodes_in(&node.id).map(|inner| inner.id.clone()));
        }
    }
    found
}

/// Where a branch can go from a node: over its flows, its boundary events, and out of the sub-process around it.
fn next(graph: &RoutineGraph, node: &FlowNode) -> Vec<ElementId> {
    let flows = graph.outgoing(&node.id).iter().filter_map(|flow| graph.flow(flow)).map(|flow| flow.target.clone());
    let mut found: Vec<ElementId> = flows.chain(graph.boundary_events(&node.id).iter().cloned()).collect();
    if let Some(around) = graph.node(&node.container) {
        found.extend(next(graph, around));
    }
    found
}

pub(super) fn is_unknown(node: &FlowNode) -> bool {
    match &node.kind {
        FlowNodeKind::Activity(activity) => activity.outputs.is_empty() && gives_unknown(activity),
        FlowNodeKind::IntermediateCatchEvent(event) => event.outputs.is_empty() && !event.definitions.is_empty(),
        FlowNodeKind::BoundaryEvent(event) => event.catch.outputs.is_empty(),
        FlowNodeKind::StartEvent(event) => event.outputs.is_empty() && !event.definitions.is_empty(),
        FlowNodeKind::EndEvent(_) | FlowNodeKind::IntermediateThrowEvent(_) | FlowNodeKind::Gateway(_) => false,
    }
}

fn gives_unknown(activity: &Activity) -> bool {
    match &activity.binding {
        Binding::Script { result_variable, .. } => result_variable.is_none(),
        Binding::TaskType { headers, .. } => !headers.contains_key("resultVariable"),
        Binding::Form(form) => !matches!(form, Form::Embedded(_)),
        Binding::None => match &activity.kind {
            ActivityKind::UserTask(_) | ActivityKind::ManualTask | ActivityKind::ReceiveTask { .. } => true,
            ActivityKind::CallActivity(call) => call.propagate_all_child_variables,
            ActivityKind::AbstractTask
            | ActivityKind::ServiceTask
            | ActivityKind::ScriptTask
            | ActivityKind::BusinessRuleTask
            | ActivityKind::SendTask(_)
            | ActivityKind::SubProcess(_) => false,
        },
        Binding::FeelScript { .. } | Binding::Decision { .. } => false,
    }
}
