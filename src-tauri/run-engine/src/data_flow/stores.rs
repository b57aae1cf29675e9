//! Data stores belong to the swarm's blackboard: what speaks against a flow node that reads or writes one.

use routine_model::graph::data::DataAssociation;
use routine_model::graph::event::EventDefinition;
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};
use routine_model::graph::{DataOwner, RoutineGraph};

/// Why a flow node's use of data stores or of the blackboard's entries cannot be executed in this run.
pub(crate) fn in_the_way(graph: &RoutineGraph, node: &FlowNode, in_swarm: bool) -> Option<&'static str> {
    let (inputs, outputs, definitions) = uses(node);
    let is_store = |id| graph.data_place(id).is_some_and(|place| place.owner == DataOwner::Store);
    let touched: Vec<_> = inputs
        .iter()
        .chain(outputs)
        .flat_map(|association| {
            association.sources.iter().chain(&association.target).map(move |end| (association, end))
        })
        .filter(|(_, end)| is_store(*end))
        .collect();
    let has_watch = definitions
        .iter()
        .any(|definition| matches!(definition, EventDefinition::Conditional { entries, .. } if !entries.is_empty()));
    if touched.iter().any(|(association, end)| graph.entry_of(association, end).is_none()) {
        return Some("it uses a data store that is bound to no entry of a blackboard (routine:entry with a key)");
    }
    if !in_swarm && !touched.is_empty() {
        return Some("it uses a swarm's blackboard, and this run works for no swarm");
    }
    if !in_swarm && has_watch {
        return Some("it waits for entries of a swarm's blackboard, and this run works for no swarm");
    }
    let has_no_step = matches!(node.kind, FlowNodeKind::StartEvent(_) | FlowNodeKind::BoundaryEvent(_));
    if has_no_step && !touched.is_empty() {
        return Some("start and boundary events do not write to data stores; a task behind it can");
    }
    None
}

type Uses<'n> = (&'n [DataAssociation], &'n [DataAssociation], &'n [EventDefinition]);

fn uses(node: &FlowNode) -> Uses<'_> {
    match &node.kind {
        FlowNodeKind::Activity(activity) => (&activity.data_inputs, &activity.data_outputs, &[]),
        FlowNodeKind::StartEvent(event) => (&[], &event.data_outputs, &event.definitions),
        FlowNodeKind::IntermediateCatchEvent(event) => (&[], &event.data_outputs, &event.definitions),
        FlowNodeKind::BoundaryEvent(event) => (&[], &event.catch.data_outputs, &event.catch.definitions),
        FlowNodeKind::EndEvent(event) | FlowNodeKind::IntermediateThrowEvent(event) => (&event.data_inputs, &[], &[]),
        FlowNodeKind::Gateway(_) => (&[], &[], &[]),
    }
}
