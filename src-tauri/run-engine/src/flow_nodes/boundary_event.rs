//! Boundary events (BPMN 2.0.2, 10.5.4): an interrupting one takes the branch out of its activity, another one begins a
//! branch beside it.

use routine_model::ElementId;
use routine_model::graph::flow_node::FlowNodeKind;

use crate::branch_manager::BranchManager;
use crate::broken::Broken;
use crate::event::{BranchMoved, EventTriggered};
use crate::ids::{BranchId, StepId};
use crate::outcome::{Actor, VariableMap};
use crate::scope;
use crate::subscriptions::Payload;
use crate::turn::Turn;

/// What a boundary event listened for has happened while its activity goes on.
pub(crate) fn fire(turn: &mut Turn<'_>, host: StepId, event: &ElementId, payload: Payload) -> Result<(), Broken> {
    let step = turn.state().step(host)?;
    let (branch, scope) = (step.branch, step.scope);
    if is_interrupting(turn, scope, event)? {
        scope::cancel_step(turn, host, Some(event))?;
        take_branch(turn, branch, event, payload)
    } else {
        let branch = BranchManager::of(turn).begin(scope, event, Some(branch))?;
        super::caught_event::take(turn, branch, payload)
    }
}

/// The same for what nobody listens for: errors and escalations find their catcher.
pub(crate) fn catch(turn: &mut Turn<'_>, host: StepId, event: &ElementId, payload: Payload) -> Result<(), Broken> {
    let scope = turn.state().step(host)?.scope;
    note(turn, scope, event, &payload)?;
    fire(turn, host, event, payload)
}

/// The activity has ended with an error of its own, and its branch leaves over the boundary event that caught it.
pub(crate) fn leave_over(
    turn: &mut Turn<'_>,
    branch: BranchId,
    event: &ElementId,
    payload: Payload,
) -> Result<(), Broken> {
    let scope = turn.state().branch(branch)?.scope;
    note(turn, scope, event, &payload)?;
    take_branch(turn, branch, event, payload)
}

/// The activity is a transaction that was cancelled and undone, and its branch leaves over the event.
pub(crate) fn leave_cancelled_over(turn: &mut Turn<'_>, host: StepId, event: &ElementId) -> Result<(), Broken> {
    let branch = turn.state().step(host)?.branch;
    scope::cancel_step(turn, host, Some(event))?;
    leave_over(turn, branch, event, Payload { variables: VariableMap::new(), by: Actor::Engine })
}

fn take_branch(turn: &mut Turn<'_>, branch: BranchId, event: &ElementId, payload: Payload) -> Result<(), Broken> {
    let from = turn.state().branch(branch)?.element.clone();
    turn.emit(BranchMoved { branch, from, element: event.clone(), over: None })?;
    super::caught_event::take(turn, branch, payload)
}

fn note(turn: &mut Turn<'_>, scope: crate::ids::ScopeId, event: &ElementId, payload: &Payload) -> Result<(), Broken> {
    turn.emit(EventTriggered {
        subscription: None,
        element: event.clone(),
        scope,
        variables: payload.variables.clone(),
        partial: false,
        next: None,
        by: payload.by.clone(),
    })
}

fn is_interrupting(turn: &Turn<'_>, scope: crate::ids::ScopeId, event: &ElementId) -> Result<bool, Broken> {
    let node = turn.graph_of(scope)?.node(event).ok_or_else(|| Broken::Element(event.clone()))?;
    match &node.kind {
        FlowNodeKind::BoundaryEvent(boundary) => Ok(boundary.interrupting),
        FlowNodeKind::StartEvent(_)
        | FlowNodeKind::EndEvent(_)
        | FlowNodeKind::IntermediateThrowEvent(_)
        | FlowNodeKind::IntermediateCatchEvent(_)
        | FlowNodeKind::Activity(_)
        | FlowNodeKind::Gateway(_) => Err(Broken::Element(event.clone())),
    }
}
