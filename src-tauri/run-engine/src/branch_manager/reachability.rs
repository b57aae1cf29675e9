//! Whether another branch can still arrive at an inclusive join (BPMN 2.0.2, 13.4.3). Asked of the graph, never counted.

use std::collections::{BTreeMap, BTreeSet};

use routine_model::graph::event::EventDefinition;
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};
use routine_model::{ElementId, RoutineGraph};

use super::BranchManager;
use crate::broken::Broken;
use crate::ids::BranchId;
use crate::state::{Branch, RunProgress};
use crate::status::{BranchStatus, WaitReason};
use crate::turn::Place;

impl<'g> BranchManager<'_, 'g> {
    /// Whether a branch elsewhere in the scope can reach an incoming flow that no branch has come over yet, and could not as
    /// well come over one that has its branch already.
    pub(crate) fn another_can_arrive(&self, place: Place<'_>) -> Result<bool, Broken> {
        let own = self.turn.state().branch(place.branch)?.arrived_by.as_ref();
        can_arrive_over(self.turn.state(), place, &|flow| Some(flow) == own)
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

/// The same where some flows count as taken whether a branch waits there or not. The branch of the place is of no concern.
pub(crate) fn can_arrive_over(
    state: &RunProgress,
    place: Place<'_>,
    is_over: &dyn Fn(&ElementId) -> bool,
) -> Result<bool, Broken> {
    let scope = state.scope(place.scope)?;
    let waiting = scope.joins.get(&place.node.id);
    let is_taken = |flow: &ElementId| is_over(flow) || waiting.is_some_and(|flows| flows.contains_key(flow));
    let mut known = BTreeMap::new();
    let mut can_arrive = |branch: &Branch| {
        if branch.element != place.node.id {
            let asked = known.get(&branch.element).copied();
            return asked.unwrap_or_else(|| {
                let leads = leads_to_open_only(place, &branch.element, &is_taken);
                known.insert(branch.element.clone(), leads);
                leads
            });
        }
        let waits_here = matches!(branch.status, BranchStatus::Waiting { on: WaitReason::Join { .. } });
        // One that has come over a flow to this gateway and will enter it soon has arrived over that flow.
        let is_coming = !waits_here && branch.step.is_none();
        is_coming && branch.arrived_by.as_ref().is_some_and(|flow| !is_taken(flow))
    };
    // Branches usually come in the order in which they began or the other way round, so that who is still under way is
    // found soon at one of both ends, however many wait already.
    let mut branches = scope.branches.iter();
    while let Some(first) = branches.next() {
        for id in [Some(first), branches.next_back()].into_iter().flatten() {
            if state.branches.get(id).is_some_and(&mut can_arrive) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Whether a branch at an element can come to the gateway, and only over flows that nobody has come over: over flows, links
/// and boundary events, without passing the gateway itself.
fn leads_to_open_only(place: Place<'_>, from: &ElementId, is_taken: &impl Fn(&ElementId) -> bool) -> bool {
    let (graph, gateway) = (place.graph, &place.node.id);
    let mut found = BTreeSet::new();
    let mut next = vec![from];
    let mut reaches = false;
    while let Some(id) = next.pop() {
        if !found.insert(id) {
            continue;
        }
        for flow in graph.outgoing(id).iter().filter_map(|flow| graph.flow(flow)) {
            if &flow.target != gateway {
                next.push(&flow.target);
            } else if is_taken(&flow.id) {
                return false;
            } else {
                reaches = true;
            }
        }
        next.extend(graph.boundary_events(id));
        if let Some(FlowNode { kind: FlowNodeKind::IntermediateThrowEvent(event), container, .. }) = graph.node(id) {
            let names = event.definitions.iter().filter_map(EventDefinition::link_name);
            next.extend(names.flat_map(|name| catches(graph, container, name)));
        }
    }
    reaches
}

fn catches<'g>(graph: &'g RoutineGraph, container: &'g ElementId, name: &str) -> Vec<&'g ElementId> {
    let is_caught = |node: &&FlowNode| {
        matches!(&node.kind, FlowNodeKind::IntermediateCatchEvent(event)
            if event.definitions.iter().any(|definition| definition.link_name() == Some(name)))
    };
    graph.nodes_in(container).filter(is_caught).map(|node| &node.id).collect()
}
