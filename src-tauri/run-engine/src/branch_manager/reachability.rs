//! Whether another branch can still arrive at an inclusive join (BPMN 2.0.2, 13.4.3). Asked of the graph, never counted.

use std::collections::BTreeSet;

use routine_model::graph::event::EventDefinition;
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};
use routine_model::{ElementId, RoutineGraph};

use super::BranchManager;
use crate::broken::Broken;
use crate::ids::BranchId;
use crate::status::{BranchStatus, WaitReason};
use crate::turn::Place;

impl<'g> BranchManager<'_, 'g> {
    /// The incoming flows of a join that no branch has come over, the arriving one included.
    pub(crate) fn flows_without_branch(&self, place: Place<'_>) -> Result<Vec<ElementId>, Broken> {
        let state = self.turn.state();
        let own = state.branch(place.branch)?.arrived_by.as_ref();
        let waiting = state.scope(place.scope)?.joins.get(&place.node.id);
        let is_empty =
            |flow: &&ElementId| Some(*flow) != own && !waiting.is_some_and(|flows| flows.contains_key(*flow));
        Ok(place.graph.incoming(&place.node.id).iter().filter(is_empty).cloned().collect())
    }

    /// Whether a branch elsewhere in the scope can reach an incoming flow that no branch has come over yet, and could not as
    /// well come over one that has its branch already.
    pub(crate) fn another_can_arrive(&self, place: Place<'_>) -> Result<bool, Broken> {
        let missing = self.flows_without_branch(place)?;
        let (mut open, mut taken) = (Vec::new(), Vec::new());
        for flow in place.graph.incoming(&place.node.id) {
            let source = place.graph.flow(flow).map(|flow| flow.source.clone());
            if missing.contains(flow) { open.extend(source) } else { taken.extend(source) }
        }
        let can_reach_open = sources_of(place.graph, &place.node.id, open);
        let can_reach_taken = sources_of(place.graph, &place.node.id, taken);
        let state = self.turn.state();
        Ok(state.scope(place.scope)?.branches.iter().filter_map(|id| state.branches.get(id)).any(|branch| {
            let waits_here = branch.element == place.node.id
                && matches!(branch.status, BranchStatus::Waiting { on: WaitReason::Join { .. } });
            if waits_here {
                return false;
            }
            // One that has come over a flow to this gateway and will enter it soon has arrived over that flow.
            if branch.element == place.node.id && branch.step.is_none() {
                return branch.arrived_by.as_ref().is_some_and(|flow| missing.contains(flow));
            }
            can_reach_open.contains(&branch.element) && !can_reach_taken.contains(&branch.element)
        }))
    }

    /// Joins what has arrived: the first branch over each flow that has one. The branch of the place may be one that waits
    /// already, or the one that has just come.
    pub(crate) fn join_arrived(&mut self, place: Place<'g>) -> Result<Place<'g>, Broken> {
        let state = self.turn.state();
        let waiting = state.scope(place.scope)?.joins.get(&place.node.id);
        let mut arrived: Vec<BranchId> =
            waiting.into_iter().flat_map(|flows| flows.values()).filter_map(|over| over.front().copied()).collect();
        let own = state.branch(place.branch)?;
        let is_new = own.status == BranchStatus::Ready;
        if is_new {
            arrived.push(place.branch);
        }
        self.merge(place, arrived)
    }

    /// Whether an earlier branch waits at the place that came over the same flow.
    pub(crate) fn is_behind_another(&self, place: Place<'_>) -> Result<bool, Broken> {
        let state = self.turn.state();
        let Some(own) = &state.branch(place.branch)?.arrived_by else { return Ok(false) };
        let waiting = state.scope(place.scope)?.joins.get(&place.node.id);
        Ok(waiting.is_some_and(|flows| flows.contains_key(own)))
    }
}

/// All nodes from which one of these can be reached without passing the gateway, over flows, links and boundary events.
fn sources_of(graph: &RoutineGraph, gateway: &ElementId, from: Vec<ElementId>) -> BTreeSet<ElementId> {
    let mut found = BTreeSet::new();
    let mut next = from;
    while let Some(id) = next.pop() {
        if &id == gateway || found.contains(&id) {
            continue;
        }
        next.extend(graph.incoming(&id).iter().filter_map(|flow| graph.flow(flow)).map(|flow| flow.source.clone()));
        if let Some(node) = graph.node(&id) {
            match &node.kind {
                FlowNodeKind::BoundaryEvent(boundary) => next.push(boundary.attached_to.clone()),
                FlowNodeKind::IntermediateCatchEvent(event) => {
                    next.extend(
                        event.definitions.iter().filter_map(link_name).flat_map(|name| throwers(graph, node, name)),
                    );
                }
                FlowNodeKind::StartEvent(_)
                | FlowNodeKind::EndEvent(_)
                | FlowNodeKind::IntermediateThrowEvent(_)
                | FlowNodeKind::Activity(_)
                | FlowNodeKind::Gateway(_) => {}
            }
        }
        found.insert(id);
    }
    found
}

fn throwers(graph: &RoutineGraph, catch: &FlowNode, name: &str) -> Vec<ElementId> {
    let throws = |node: &&FlowNode| {
        matches!(&node.kind, FlowNodeKind::IntermediateThrowEvent(event)
            if event.definitions.iter().any(|definition| link_name(definition) == Some(name)))
    };
    graph.nodes_in(&catch.container).filter(throws).map(|node| node.id.clone()).collect()
}

fn link_name(definition: &EventDefinition) -> Option<&str> {
    crate::flow_nodes::link_name(definition)
}
