//! Data stores: named before a run, because nothing reads or writes them yet.

use routine_model::graph::data::DataAssociation;
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};
use routine_model::graph::{DataOwner, RoutineGraph};

/// Whether a flow node reads or writes a data store.
pub(crate) fn touches_store(graph: &RoutineGraph, node: &FlowNode) -> bool {
    let associations: [&[DataAssociation]; 2] = match &node.kind {
        FlowNodeKind::Activity(activity) => [&activity.data_inputs, &activity.data_outputs],
        FlowNodeKind::StartEvent(event) => [&[], &event.data_outputs],
        FlowNodeKind::IntermediateCatchEvent(event) => [&[], &event.data_outputs],
        FlowNodeKind::BoundaryEvent(event) => [&[], &event.catch.data_outputs],
        FlowNodeKind::EndEvent(event) | FlowNodeKind::IntermediateThrowEvent(event) => [&event.data_inputs, &[]],
        FlowNodeKind::Gateway(_) => [&[], &[]],
    };
    let ends = associations
        .into_iter()
        .flatten()
        .flat_map(|association| association.sources.iter().chain(&association.target));
    ends.filter_map(|id| graph.data_place(id)).any(|place| place.owner == DataOwner::Store)
}
