//! A scope is over when no branch is left in it.

use serde_json::Value;

use crate::broken::Broken;
use crate::event::{IncidentStage, ScopeCompleted, ScopeFailed, ScopeKind, SubscriptionOwner};
use crate::ids::{ScopeId, StepId};
use crate::outcome::{FailureKind, StepFailure};
use crate::state::Scope;
use crate::status::WaitReason;
use crate::turn::Turn;
use crate::{compensation, flow_nodes, incidents, run_end, steps};

/// Ends a scope in which nothing is left to do, with all that follows from it.
pub(crate) fn complete_if_over(turn: &mut Turn<'_>, id: ScopeId) -> Result<(), Broken> {
    let Some(scope) = turn.state().scopes.get(&id) else { return Ok(()) };
    if !scope.branches.is_empty() || waits_for_its_start(turn, scope) || compensation::goes_on_in(turn, scope) {
        return Ok(());
    }
    if scope.undoing.is_some() {
        return compensation::go_on(turn, id);
    }
    if let (Some(_), Some(step)) = (&scope.cancelled_by, scope.step)
        && !scope.has_failure
    {
        return compensation::leave_cancelled(turn, id, step);
    }
    if !scope.has_failure && !scope.activated.is_empty() {
        flow_nodes::reset_all(turn, id)?;
        return complete_if_over(turn, id);
    }
    if !scope.has_failure && flow_nodes::waits_for_activation(turn, id)? {
        let Some(step) = scope.step else { return Err(Broken::Scope(id)) };
        let place = turn.place_of_step(step)?;
        return steps::wait(turn, place, step, WaitReason::Activation);
    }
    match (scope.kind, scope.step) {
        (ScopeKind::Iteration, _) if !scope.has_failure => flow_nodes::instance_is_over(turn, id),
        (ScopeKind::Iteration, _) => instance_failed(turn, id),
        (ScopeKind::Loop, Some(step)) if !scope.has_failure => flow_nodes::turn_is_over(turn, step),
        (ScopeKind::Process, _) | (_, None) => {
            end(turn, id, None)?;
            run_end::end_if_over(turn)
        }
        (
            ScopeKind::SubProcess
            | ScopeKind::Transaction
            | ScopeKind::AdHoc
            | ScopeKind::EventSubProcess
            | ScopeKind::CalledRoutine
            | ScopeKind::Loop
            | ScopeKind::Compensation,
            Some(step),
        ) => complete_inside(turn, id, step),
    }
}

/// Whether a process has yet to begin, by an event.
fn waits_for_its_start(turn: &Turn<'_>, scope: &Scope) -> bool {
    let is_start = |id| turn.state().subscriptions.get(id).is_some_and(|open| open.owner == SubscriptionOwner::Start);
    scope.subscriptions.iter().any(is_start)
}

/// An instance of a multi-instance activity has failed, and the whole with it.
fn instance_failed(turn: &mut Turn<'_>, id: ScopeId) -> Result<(), Broken> {
    let around = turn.state().scope(id)?.parent.ok_or(Broken::Scope(id))?;
    let step = turn.state().scope(around)?.step.ok_or(Broken::Scope(around))?;
    let failure = branch_failed(&turn.state().scope(id)?.element);
    end(turn, id, None)?;
    let place = turn.place_of_step(step)?;
    incidents::fail_branch(turn, place, Some(step), failure)
}

/// What ran inside an activity is over: its results go up, and the activity is complete.
fn complete_inside(turn: &mut Turn<'_>, id: ScopeId, step: StepId) -> Result<(), Broken> {
    let place = turn.place_of_step(step)?;
    let scope = turn.state().scope(id)?;
    if scope.has_failure {
        let failure = branch_failed(&scope.element);
        end(turn, id, None)?;
        return incidents::fail_branch(turn, place, Some(step), failure);
    }
    match flow_nodes::results_of(turn, place, step, id) {
        Ok(results) => {
            end(turn, id, None)?;
            flow_nodes::complete_activity(turn, place, step, results)
        }
        Err(trouble) => incidents::report(turn, place, Some(step), IncidentStage::Doing, trouble.into()),
    }
}

/// Ends a scope in which nothing goes on any more, and nothing else.
pub(crate) fn end(turn: &mut Turn<'_>, id: ScopeId, output: Option<Value>) -> Result<(), Broken> {
    super::cancellation::close_subscriptions(turn, id)?;
    let scope = turn.state().scope(id)?;
    let (kind, element) = (scope.kind, scope.element.clone());
    if scope.has_failure {
        let StepFailure { code, message, .. } = branch_failed(&element);
        turn.emit(ScopeFailed { scope: id, kind, element, code, message })
    } else {
        turn.emit(ScopeCompleted { scope: id, kind, element, output })
    }
}

pub(crate) fn branch_failed(element: &routine_model::ElementId) -> StepFailure {
    StepFailure {
        kind: FailureKind::Technical,
        code: "branch-failed".to_owned(),
        message: format!("a branch of {element} has failed"),
        retryable: false,
        variables: Default::default(),
    }
}
