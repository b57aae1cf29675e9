//! Inclusive gateways (BPMN 2.0.2, 10.6.3, 13.4.3): leave over every way whose condition is true, and join as soon as no
//! other branch can still arrive.

use std::collections::BTreeSet;

use routine_model::graph::flow_node::SequenceFlow;

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
    loop {
        let moved = turn.take_moved();
        if moved.is_empty() {
            return Ok(());
        }
        for (scope, branch) in first_at_joins(turn, &moved) {
            join_if_nobody_can_come(turn, scope, branch)?;
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
    use routine_model::graph::flow_node::FlowNodeKind;
    use routine_model::graph::gateway::Gateway;
    matches!(place.node.kind, FlowNodeKind::Gateway(Gateway::Inclusive))
}

fn go_on<'g>(turn: &mut Turn<'g>, place: Place<'g>) -> Result<(), Broken> {
    let step = steps::start(turn, place, VariableMap::new(), steps::Turnstile::Open)?;
    split(turn, place, step)
}

/// Takes the ways out, or asks which in a token game, where conditions say nothing.
pub(super) fn split<'g>(turn: &mut Turn<'g>, place: Place<'g>, step: StepId) -> Result<(), Broken> {
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
    match path_selection::ways_out(turn, place) {
        Ok(ways) => take(turn, place, step, &ways),
        Err(trouble) => incidents::report(turn, place, Some(step), IncidentStage::Doing, trouble.into()),
    }
}

fn ask(turn: &mut Turn<'_>, place: Place<'_>) -> Result<(), Broken> {
    let decision = DecisionId(turn.state().next.decision);
    let option = |flow: &routine_model::ElementId| PathOption {
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
