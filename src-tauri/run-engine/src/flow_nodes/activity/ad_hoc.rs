//! Ad-hoc sub-processes (BPMN 2.0.2, 10.3.5, 13.3.5): what no flow leads to inside can be started, and started again, as
//! long as the completion condition is not true.
//!
//! The specification leaves open who starts what. Here `zeebe:adHoc activeElementsCollection` says which begin at once;
//! without it all of them do. Everything enabled can also be started from outside. In sequential order at most one
//! activity is in progress and the others wait for their turn.

use std::collections::BTreeMap;

use routine_model::graph::activity::{Activity, ActivityKind, AdHoc, SubProcess};
use routine_model::graph::flow_node::FlowNode;
use routine_model::{ElementId, RoutineGraph};
use serde_json::Value;

use super::{prepare, sub_process};
use crate::branch_manager::BranchManager;
use crate::broken::Broken;
use crate::config::RunMode;
use crate::context::{SubroutineContext, SubroutineContextManager};
use crate::event::{BranchResumed, BranchWaiting, IncidentStage, ScopeKind, SubscriptionOwner, Trigger};
use crate::expressions::evaluate;
use crate::ids::{BranchId, ScopeId, StepId};
use crate::incidents::Trouble;
use crate::outcome::VariableMap;
use crate::scope::{self, implicit_starts};
use crate::state::Branch;
use crate::status::{BranchStatus, WaitReason};
use crate::subscriptions::{Listener, Payload, listen};
use crate::turn::{Place, Turn};
use crate::{incidents, steps};

pub(super) fn enter<'g>(
    turn: &mut Turn<'g>,
    place: Place<'g>,
    activity: &'g Activity,
    ad_hoc: &AdHoc,
) -> Result<(), Broken> {
    let mut prepared = match prepare(turn, place, activity) {
        Ok(prepared) => prepared,
        Err(trouble) => return incidents::report(turn, place, None, IncidentStage::Entering, trouble.into()),
    };
    let variables = std::mem::take(&mut prepared.inputs);
    let first = match first(turn, place, ad_hoc, &variables) {
        Ok(first) => first,
        Err(trouble) => return incidents::report(turn, place, None, IncidentStage::Entering, trouble.into()),
    };
    let step = prepared.begin(turn, place, steps::Turnstile::Open)?;
    steps::wait(turn, place, step, WaitReason::Inside)?;
    open(turn, place, step, variables, &first)
}

/// After trouble before anything could begin inside.
pub(super) fn open_again(turn: &mut Turn<'_>, place: Place<'_>, step: StepId) -> Result<(), Broken> {
    let Some(ad_hoc) = ad_hoc_of(place.node) else { return Err(Broken::Element(place.node.id.clone())) };
    let variables = turn.state().step(step)?.inputs.clone();
    match first(turn, place, ad_hoc, &variables) {
        Ok(first) => open(turn, place, step, variables, &first),
        Err(trouble) => incidents::report(turn, place, Some(step), IncidentStage::Doing, trouble.into()),
    }
}

fn open(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    variables: VariableMap,
    first: &[ElementId],
) -> Result<(), Broken> {
    sub_process::open_inside(turn, place, step, variables, &[])?;
    let Some(inside) = turn.state().step(step)?.inside else { return Ok(()) };
    let enabled = implicit_starts(place.graph, &place.node.id);
    let listeners = enabled.map(|node| Listener { element: node.id.clone(), definition: 0, trigger: Trigger::Command });
    let listeners = listeners.collect();
    listen(turn, inside, &SubscriptionOwner::Activation, listeners)?;
    for element in first {
        BranchManager::of(turn).begin(inside, element, None)?;
    }
    scope::complete_if_over(turn, inside)
}

/// What begins at once.
fn first(
    turn: &Turn<'_>,
    place: Place<'_>,
    ad_hoc: &AdHoc,
    variables: &VariableMap,
) -> Result<Vec<ElementId>, Trouble> {
    let all = || implicit_starts(place.graph, &place.node.id).map(|node| node.id.clone());
    let collection = match (&ad_hoc.active_elements, turn.state().config.mode) {
        (None, _) | (_, RunMode::TokenGame) => return Ok(all().collect()),
        (Some(collection), RunMode::Data) => collection,
    };
    let trouble = |message: String| Trouble { code: "ad-hoc".to_owned(), message };
    let context = SubroutineContext::of_new_scope(turn.state(), Some(place.scope), variables);
    let value = evaluate(collection, &context, turn.now())?;
    let Value::Array(ids) = value else {
        return Err(trouble(format!("`{collection}` is no list of elements to start, but {value}")));
    };
    let known = |id: &Value| {
        let id = id.as_str().map(ElementId::from);
        id.filter(|id| all().any(|enabled| enabled == *id))
    };
    let known = |id: &Value| {
        known(id).ok_or_else(|| trouble(format!("{id} is no element of {} that can be started", place.node.id)))
    };
    ids.iter().map(known).collect()
}

fn ad_hoc_of(node: &FlowNode) -> Option<&AdHoc> {
    match &node.activity()?.kind {
        ActivityKind::SubProcess(SubProcess::AdHoc(ad_hoc)) => Some(ad_hoc),
        ActivityKind::SubProcess(SubProcess::Embedded | SubProcess::Event | SubProcess::Transaction)
        | ActivityKind::AbstractTask
        | ActivityKind::UserTask(_)
        | ActivityKind::ManualTask
        | ActivityKind::ServiceTask
        | ActivityKind::ScriptTask
        | ActivityKind::BusinessRuleTask
        | ActivityKind::SendTask(_)
        | ActivityKind::ReceiveTask { .. }
        | ActivityKind::CallActivity(_) => None,
    }
}

/// The ad-hoc sub-process that a scope is the inside of.
pub(super) fn ad_hoc_around<'g>(turn: &Turn<'g>, scope: ScopeId) -> Option<(&'g RoutineGraph, &'g AdHoc)> {
    let open = turn.state().scopes.get(&scope)?;
    if open.kind != ScopeKind::AdHoc {
        return None;
    }
    let graph = turn.graph_of(scope).ok()?;
    Some((graph, ad_hoc_of(graph.node(&open.element)?)?))
}

/// Somebody has started an activity.
pub(crate) fn activate(
    turn: &mut Turn<'_>,
    inside: ScopeId,
    element: &ElementId,
    payload: Payload,
) -> Result<(), Broken> {
    if let Some(step) = turn.state().scope(inside)?.step {
        let place = turn.place_of_step(step)?;
        if matches!(turn.state().branch(place.branch)?.status, BranchStatus::Waiting { on: WaitReason::Activation }) {
            steps::wait(turn, place, step, WaitReason::Inside)?;
        }
    }
    SubroutineContextManager::of(turn).raise(inside, payload.variables)?;
    BranchManager::of(turn).begin(inside, element, None).map(|_| ())
}

/// Whether nothing goes on inside and yet it is not over: something has to be started first, or the condition is not
/// true.
pub(crate) fn waits_for_activation(turn: &Turn<'_>, inside: ScopeId) -> Result<bool, Broken> {
    let scope = turn.state().scope(inside)?;
    let Some((_, ad_hoc)) = ad_hoc_around(turn, inside) else { return Ok(false) };
    let is_data = turn.state().config.mode == RunMode::Data;
    let wants_more = (is_data && ad_hoc.completion_condition.is_some()) || scope.instances_begun == 0;
    Ok(wants_more && !scope.closing && !scope.subscriptions.is_empty())
}

/// In sequential order a branch that comes to an activity while another one is in progress waits for its turn.
pub(super) fn waits_for_turn(turn: &mut Turn<'_>, place: Place<'_>) -> Result<bool, Broken> {
    if !ad_hoc_around(turn, place.scope).is_some_and(|(_, ad_hoc)| ad_hoc.sequential) {
        return Ok(false);
    }
    let branches: Vec<BranchId> = in_progress(turn, place.scope)?.map(|branch| branch.id).collect();
    if branches.is_empty() {
        return Ok(false);
    }
    let on = WaitReason::Branches { branches };
    turn.emit(BranchWaiting { branch: place.branch, element: place.node.id.clone(), on })?;
    Ok(true)
}

fn in_progress<'t>(turn: &'t Turn<'_>, scope: ScopeId) -> Result<impl Iterator<Item = &'t Branch>, Broken> {
    let state = turn.state();
    let does = |branch: &&Branch| branch.step.and_then(|step| state.steps.get(&step)).is_some_and(|step| step.activity);
    Ok(state.scope(scope)?.branches.iter().filter_map(|id| state.branches.get(id)).filter(does))
}

/// Lets the next branch of each sequential ad-hoc sub-process have its turn, where no activity is in progress.
pub(crate) fn resume_in_order(turn: &mut Turn<'_>) -> Result<(), Broken> {
    let mut first_of_each = BTreeMap::new();
    for &id in &turn.state().in_order {
        first_of_each.entry(turn.state().branch(id)?.scope).or_insert(id);
    }
    for (scope, branch) in first_of_each {
        let is_ready =
            |id: &BranchId| turn.state().branches.get(id).is_some_and(|branch| branch.status == BranchStatus::Ready);
        let has_next = turn.state().scope(scope)?.branches.iter().any(is_ready);
        if has_next || in_progress(turn, scope)?.next().is_some() {
            continue;
        }
        let element = turn.state().branch(branch)?.element.clone();
        turn.emit(BranchResumed { branch, element })?;
    }
    Ok(())
}
