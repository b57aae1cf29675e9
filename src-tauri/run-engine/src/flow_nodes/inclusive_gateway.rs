//! Inclusive gateways (BPMN 2.0.2, 10.6.3, 13.4.3): leave over every way whose condition is true, and join as soon as no
//! other branch can still arrive.

use std::collections::BTreeSet;

use routine_model::ElementId;
use routine_model::graph::flow_node::{FlowNodeKind, SequenceFlow};
use routine_model::graph::gateway::Gateway;

use crate::branch_manager::BranchManager;
use crate::broken::Broken;
use crate::config::{PathSelectionMode, RunMode};
use crate::effect::RunEffect;
use crate::event::{IncidentStage, PathDecisionAsked, PathOption};
use crate::ids::{BranchId, DecisionId, ScopeId, StepId};
use crate::outcome::{Actor, VariableMap};
use crate::status::{BranchStatus, WaitReason};
use crate::turn::{Place, Turn};
use crate::{incidents, path_selection, steps};

pub(super) fn enter<'g>(turn: &mut Turn<'g>, place: Place<'g>) -> Result<(), Broken> {
    let incoming = place.graph.incoming(&place.node.id);
    let is_join = incoming.len() > 1 && turn.state().branch(place.branch)?.arrived_by.is_some();
    if is_join
        && (BranchManager::of(turn).missing_at(place)? > 0 || BranchManager::of(turn).is_behind_another(place)?)
    {
        BranchManager::of(turn).wait_at_join(place)?;
        return join_if_nobody_can_come(turn, place.scope, place.branch);
    }
    let joined = BranchManager::of(turn).join_arrived(place)?;
    go_on(turn, joined)
}

/// Looks again at the inclusive gateways at which branches wait, wherever a branch of the same scope has moved or ended: it
/// may have been the last that could have arrived.
pub(crate) fn join_waiting(turn: &mut Turn<'_>) -> Result<(), Broken> {
    let mut seen = BTreeSet::new();
    loop {
        let moved = turn.take_moved();
        if moved.is_empty() {
            return open_circles(turn, &seen);
        }
        seen.extend(moved.iter().copied());
        for (scope, branch) in first_at_joins(turn, &moved) {
            join_if_nobody_can_come(turn, scope, branch)?;
        }
        for (scope, gateway) in complex_gateways(turn, &moved) {
            super::complex_gateway::look(turn, scope, &gateway)?;
        }
    }
}

fn first_at_joins(turn: &Turn<'_>, scopes: &BTreeSet<ScopeId>) -> Vec<(ScopeId, BranchId)> {
    scopes
        .intersection(&turn.state().joining)
        .filter_map(|id| turn.state().scopes.get(id))
        .flat_map(|scope| {
            let first_of_each = scope.joins.values().filter_map(|flows| flows.values().next()?.front());
            first_of_each.map(|branch| (scope.id, *branch))
        })
        .collect()
}

/// Where every branch of a scope waits at an inclusive join, each join waits for another one, and nothing will come before
/// one of them goes on: the one at which the oldest branch waits does.
fn open_circles(turn: &mut Turn<'_>, scopes: &BTreeSet<ScopeId>) -> Result<(), Broken> {
    for &id in scopes {
        let Some(scope) = turn.state().scopes.get(&id).filter(|scope| !scope.joins.is_empty()) else { continue };
        let Some(oldest) = scope.branches.first().copied() else { continue };
        let is_circle =
            scope.scopes.is_empty() && scope.branches.iter().all(|&branch| waits_at_inclusive(turn, branch));
        if is_circle {
            let place = turn.place_of(oldest)?;
            let joined = BranchManager::of(turn).join_arrived(place)?;
            go_on(turn, joined)?;
        }
    }
    Ok(())
}

fn waits_at_inclusive(turn: &Turn<'_>, branch: BranchId) -> bool {
    let waits = turn
        .state()
        .branches
        .get(&branch)
        .is_some_and(|branch| matches!(branch.status, BranchStatus::Waiting { on: WaitReason::Join { .. } }));
    waits && turn.place_of(branch).is_ok_and(is_inclusive)
}

/// The complex gateways at which branches wait, or that wait for their reset.
fn complex_gateways(turn: &Turn<'_>, scopes: &BTreeSet<ScopeId>) -> Vec<(ScopeId, ElementId)> {
    let open = scopes.intersection(&turn.state().joining).filter_map(|id| turn.state().scopes.get(id));
    open.flat_map(|scope| {
        let graph = turn.graph_of(scope.id).ok();
        let is_complex = move |gateway: &&ElementId| {
            let node = graph.and_then(|graph| graph.node(gateway));
            node.is_some_and(|node| matches!(node.kind, FlowNodeKind::Gateway(Gateway::Complex { .. })))
        };
        let joining: BTreeSet<&ElementId> = scope.joins.keys().chain(scope.activated.keys()).collect();
        joining.into_iter().filter(is_complex).map(|gateway| (scope.id, gateway.clone()))
    })
    .collect()
}

fn join_if_nobody_can_come(turn: &mut Turn<'_>, scope: ScopeId, branch: BranchId) -> Result<(), Broken> {
    let is_waiting = turn.state().branches.get(&branch).is_some_and(|branch| {
        branch.scope == scope && matches!(branch.status, BranchStatus::Waiting { on: WaitReason::Join { .. } })
    });
    if !is_waiting {
        return Ok(());
    }
    let place = turn.place_of(branch)?;
    if !is_inclusive(place) || BranchManager::of(turn).another_can_arrive(place)? {
        return Ok(());
    }
    let joined = BranchManager::of(turn).join_arrived(place)?;
    go_on(turn, joined)
}

fn is_inclusive(place: Place<'_>) -> bool {
    matches!(place.node.kind, FlowNodeKind::Gateway(Gateway::Inclusive))
}

fn go_on<'g>(turn: &mut Turn<'g>, place: Place<'g>) -> Result<(), Broken> {
    let step = steps::start(turn, place, VariableMap::new(), steps::Turnstile::Open)?;
    split(turn, place, step)
}

/// Takes the ways out, or asks which in a token game, where conditions say nothing.
pub(super) fn split<'g>(turn: &mut Turn<'g>, place: Place<'g>, step: StepId) -> Result<(), Broken> {
    split_with(turn, place, step, &VariableMap::new())
}

/// The same with conditions that see these variables before all others.
pub(super) fn split_with<'g>(
    turn: &mut Turn<'g>,
    place: Place<'g>,
    step: StepId,
    seen: &VariableMap,
) -> Result<(), Broken> {
    let is_game = turn.state().config.mode == RunMode::TokenGame;
    let outgoing = place.graph.outgoing(&place.node.id);
    let chosen: Option<Vec<&SequenceFlow>> = turn.state().config.choices.get(&place.node.id).map(|flows| {
        flows.iter().filter(|flow| outgoing.contains(flow)).filter_map(|flow| place.graph.flow(flow)).collect()
    });
    if let Some(chosen) = chosen.filter(|chosen| !chosen.is_empty()) {
        return take(turn, place, step, &chosen);
    }
    if is_game && outgoing.len() > 1 {
        return ask(turn, place);
    }
    match path_selection::ways_out_seeing(turn, place, seen) {
        Ok(ways) => take(turn, place, step, &ways),
        Err(trouble) => incidents::report(turn, place, Some(step), IncidentStage::Doing, trouble.into()),
    }
}

fn ask(turn: &mut Turn<'_>, place: Place<'_>) -> Result<(), Broken> {
    let decision = DecisionId(turn.state().next.decision);
    let option = |flow: &ElementId| PathOption {
        flow: flow.clone(),
        condition: None,
        is_default: place.node.default_flow.as_ref() == Some(flow),
    };
    turn.emit(PathDecisionAsked {
        decision,
        branch: place.branch,
        element: place.node.id.clone(),
        options: place.graph.outgoing(&place.node.id).iter().map(option).collect(),
        several: true,
    })?;
    let by_model = turn.state().config.path_selection == PathSelectionMode::Model;
    turn.ask(RunEffect::AskPathDecision { decision, by_model });
    Ok(())
}

fn take(turn: &mut Turn<'_>, place: Place<'_>, step: StepId, flows: &[&SequenceFlow]) -> Result<(), Broken> {
    steps::complete(turn, place, step, VariableMap::new(), Actor::Engine)?;
    BranchManager::of(turn).advance(place, flows)
}
