//! Complex gateways (BPMN 2.0.2, 10.6.5, 13.4.5). One that waits for its start is activated as soon as its condition is
//! true, and takes a branch over every incoming flow that has one. Then it waits for its reset: for a branch over each
//! of the other flows, as long as one can still arrive, as at an inclusive gateway.
//!
//! Without an activation condition it waits for all that can arrive. A flow out of it is taken upon activation; upon
//! reset only those are whose condition reads `waitingForStart` and is true then.

use std::collections::BTreeSet;

use routine_model::ElementId;
use routine_model::expression::Expression;
use routine_model::graph::flow_node::{FlowNodeKind, SequenceFlow};
use routine_model::graph::gateway::Gateway;
use serde_json::Value;

use super::inclusive_gateway;
use crate::branch_manager::{BranchManager, can_arrive_over};
use crate::broken::Broken;
use crate::config::RunMode;
use crate::context::SubroutineContext;
use crate::event::{GatewayActivated, GatewayReset, IncidentStage};
use crate::expressions::is_true;
use crate::ids::{BranchId, ScopeId, StepId};
use crate::incidents::{self, Trouble};
use crate::outcome::{Actor, VariableMap};
use crate::steps;
use crate::turn::{Place, Turn};

/// In conditions of outgoing flows: whether they are looked at upon activation and not upon reset.
const WAITING_FOR_START: &str = "waitingForStart";
/// In activation conditions: how many tokens are on the incoming flows; each flow's own number is there under its id.
const ACTIVATION_COUNT: &str = "activationCount";

pub(super) fn enter<'g>(
    turn: &mut Turn<'g>,
    place: Place<'g>,
    condition: Option<&'g Expression>,
) -> Result<(), Broken> {
    if turn.state().branch(place.branch)?.arrived_by.is_none() {
        return activate(turn, place, Vec::new());
    }
    let waits_for_reset = turn.state().scope(place.scope)?.activated.contains_key(&place.node.id);
    if !waits_for_reset && let Err(trouble) = is_activated(turn, place, condition, Some(place.branch)) {
        return incidents::report(turn, place, None, IncidentStage::Entering, trouble.into());
    }
    BranchManager::of(turn).wait_at_join(place)?;
    look(turn, place.scope, &place.node.id)
}

/// Whether it is time to activate it; `new` is a branch that has come and does not wait yet.
fn is_activated(
    turn: &Turn<'_>,
    place: Place<'_>,
    condition: Option<&Expression>,
    new: Option<BranchId>,
) -> Result<bool, Trouble> {
    let (Some(condition), RunMode::Data) = (condition, turn.state().config.mode) else {
        return Ok(new.is_none() && !can_arrive_over(turn.state(), place, &|_| false).unwrap_or(true));
    };
    let own = new.and_then(|branch| turn.state().branches.get(&branch)?.arrived_by.clone());
    let waiting = turn.state().scopes.get(&place.scope).and_then(|scope| scope.joins.get(&place.node.id));
    let on = |flow: &ElementId| {
        let waiting = waiting.and_then(|flows| flows.get(flow)).map_or(0, std::collections::VecDeque::len);
        waiting + usize::from(own.as_ref() == Some(flow))
    };
    let incoming = place.graph.incoming(&place.node.id);
    let mut inputs: VariableMap = incoming.iter().map(|flow| (flow.to_string(), Value::from(on(flow)))).collect();
    inputs.insert(ACTIVATION_COUNT.to_owned(), Value::from(incoming.iter().map(on).sum::<usize>()));
    inputs.insert(WAITING_FOR_START.to_owned(), Value::Bool(true));
    let context = SubroutineContext::of_scope(turn.state(), place.scope).with_inputs(&inputs);
    is_true(condition, &context, turn.now())
}

/// Activates or resets a gateway as often as it is time to.
pub(crate) fn look(turn: &mut Turn<'_>, scope: ScopeId, gateway: &ElementId) -> Result<(), Broken> {
    loop {
        let Some(open) = turn.state().scopes.get(&scope) else { return Ok(()) };
        if let Some(taken) = open.activated.get(gateway).cloned() {
            if !reset(turn, scope, gateway, &taken)? {
                return Ok(());
            }
            continue;
        }
        let first = open.joins.get(gateway).and_then(|flows| flows.values().next()?.front().copied());
        let Some(first) = first else { return Ok(()) };
        let place = turn.place_of(first)?;
        let FlowNodeKind::Gateway(Gateway::Complex { activation_condition }) = &place.node.kind else { return Ok(()) };
        // What has no truth now may have one later; who came last has been told.
        if !is_activated(turn, place, activation_condition.as_ref(), None).unwrap_or(false) {
            return Ok(());
        }
        let arrived = first_over(turn, scope, gateway, &|_| true);
        activate(turn, place, arrived)?;
    }
}

/// The first branch that waits over each of these flows.
fn first_over(
    turn: &Turn<'_>,
    scope: ScopeId,
    gateway: &ElementId,
    is_meant: &dyn Fn(&ElementId) -> bool,
) -> Vec<(ElementId, BranchId)> {
    let flows = turn.state().scopes.get(&scope).and_then(|scope| scope.joins.get(gateway));
    let meant = flows.into_iter().flatten().filter(|(flow, _)| is_meant(flow));
    meant.filter_map(|(flow, waiting)| Some((flow.clone(), *waiting.front()?))).collect()
}

fn activate<'g>(turn: &mut Turn<'g>, place: Place<'g>, arrived: Vec<(ElementId, BranchId)>) -> Result<(), Broken> {
    let flows: BTreeSet<ElementId> = arrived.iter().map(|(flow, _)| flow.clone()).collect();
    let is_all = place.graph.incoming(&place.node.id).iter().all(|flow| flows.contains(flow));
    let place = BranchManager::of(turn).merge(place, arrived.into_iter().map(|(_, branch)| branch).collect())?;
    if !is_all || flows_upon_reset(place).next().is_some() {
        turn.emit(GatewayActivated { element: place.node.id.clone(), scope: place.scope, flows })?;
    }
    let step = steps::start(turn, place, VariableMap::new(), steps::Turnstile::Open)?;
    split(turn, place, step)
}

/// Takes the ways out upon activation; after trouble, once more.
pub(super) fn split<'g>(turn: &mut Turn<'g>, place: Place<'g>, step: StepId) -> Result<(), Broken> {
    inclusive_gateway::split_with(turn, place, step, &waiting_for_start(true))
}

fn waiting_for_start(is_waiting: bool) -> VariableMap {
    VariableMap::from([(WAITING_FOR_START.to_owned(), Value::Bool(is_waiting))])
}

fn flows_upon_reset<'g>(place: Place<'g>) -> impl Iterator<Item = (&'g SequenceFlow, &'g Expression)> {
    let outgoing = place.graph.outgoing(&place.node.id).iter().filter_map(move |flow| place.graph.flow(flow));
    outgoing.filter_map(|flow| {
        let condition = flow.condition.as_ref()?;
        condition.names().any(|name| name == WAITING_FOR_START).then_some((flow, condition))
    })
}

/// Resets the gateway if no branch that it waits for can come any more; answers whether it did.
fn reset(
    turn: &mut Turn<'_>,
    scope: ScopeId,
    gateway: &ElementId,
    taken: &BTreeSet<ElementId>,
) -> Result<bool, Broken> {
    let graph = turn.graph_of(scope)?;
    let node = graph.node(gateway).ok_or_else(|| Broken::Element(gateway.clone()))?;
    let place = Place { branch: BranchId(0), scope, graph, node };
    if can_arrive_over(turn.state(), place, &|flow| taken.contains(flow))? {
        return Ok(false);
    }
    let arrived = first_over(turn, scope, gateway, &|flow| !taken.contains(flow));
    let upon_reset = waiting_for_start(false);
    let flows: Vec<&SequenceFlow> = match turn.state().config.mode {
        RunMode::TokenGame => Vec::new(),
        RunMode::Data => {
            let context = SubroutineContext::of_scope(turn.state(), scope).with_inputs(&upon_reset);
            let is_open = |condition: &Expression| is_true(condition, &context, turn.now()).unwrap_or(false);
            flows_upon_reset(place).filter(|(_, condition)| is_open(condition)).map(|(flow, _)| flow).collect()
        }
    };
    let mut manager = BranchManager::of(turn);
    let branch = match arrived.first() {
        Some((_, first)) => {
            let branches = arrived.iter().map(|(_, branch)| *branch).collect();
            Some(manager.merge(Place { branch: *first, ..place }, branches)?.branch)
        }
        None if flows.is_empty() => None,
        None => Some(manager.begin(scope, gateway, None)?),
    };
    turn.emit(GatewayReset { element: gateway.clone(), scope })?;
    let Some(branch) = branch else { return Ok(true) };
    let place = Place { branch, ..place };
    if flows.is_empty() {
        BranchManager::of(turn).close(place)?;
        return Ok(true);
    }
    let step = steps::start(turn, place, VariableMap::new(), steps::Turnstile::Open)?;
    steps::complete(turn, place, step, VariableMap::new(), Actor::Engine)?;
    BranchManager::of(turn).advance(place, &flows)?;
    Ok(true)
}

/// The last branch of a scope has ended: what its gateways still waited for never comes.
pub(crate) fn reset_all(turn: &mut Turn<'_>, scope: ScopeId) -> Result<(), Broken> {
    let gateways: Vec<ElementId> = turn.state().scope(scope)?.activated.keys().cloned().collect();
    gateways.iter().try_for_each(|gateway| look(turn, scope, gateway))
}
