//! What every caught event does with what came with it.

use routine_model::ElementId;
use routine_model::graph::data::Mapping;
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};

use crate::broken::Broken;
use crate::config::RunMode;
use crate::context::SubroutineContextManager;
use crate::ids::ScopeId;
use crate::incidents::Trouble;
use crate::outcome::VariableMap;
use crate::subscriptions::Payload;
use crate::turn::Turn;

/// What the output mappings of an event give; without mappings, all that came.
pub(super) fn results(
    turn: &mut Turn<'_>,
    scope: ScopeId,
    node: &FlowNode,
    payload: &Payload,
) -> Result<VariableMap, Trouble> {
    let mappings = output_mappings(node);
    if mappings.is_empty() || turn.state().config.mode == RunMode::TokenGame {
        return Ok(payload.variables.clone());
    }
    SubroutineContextManager::of(turn).map_outputs(scope, mappings, &payload.variables)
}

/// Assigns what came with an event, as seen from its scope. A mapping that gives no value assigns nothing: the event has
/// happened and cannot be refused.
pub(super) fn raise(turn: &mut Turn<'_>, scope: ScopeId, event: &ElementId, payload: Payload) -> Result<(), Broken> {
    if payload.variables.is_empty() {
        return Ok(());
    }
    let node = turn.graph_of(scope)?.node(event).ok_or_else(|| Broken::Element(event.clone()))?;
    let results = results(turn, scope, node, &payload).unwrap_or_default();
    SubroutineContextManager::of(turn).raise(scope, results)
}

fn output_mappings(node: &FlowNode) -> &[Mapping] {
    match &node.kind {
        FlowNodeKind::StartEvent(start) => &start.outputs,
        FlowNodeKind::IntermediateCatchEvent(catch) => &catch.outputs,
        FlowNodeKind::BoundaryEvent(boundary) => &boundary.catch.outputs,
        FlowNodeKind::Activity(activity) => &activity.outputs,
        FlowNodeKind::EndEvent(_) | FlowNodeKind::IntermediateThrowEvent(_) | FlowNodeKind::Gateway(_) => &[],
    }
}
