//! A scope is over when no branch is left in it.

use crate::broken::Broken;
use crate::event::{IncidentStage, ScopeCompleted, ScopeFailed, ScopeKind};
use crate::ids::{ScopeId, StepId};
use crate::outcome::{FailureKind, StepFailure};
use crate::turn::Turn;
use crate::{flow_nodes, incidents, run_end};

/// Ends a scope in which nothing is left to do, with all that follows from it.
pub(crate) fn complete_if_over(turn: &mut Turn<'_>, id: ScopeId) -> Result<(), Broken> {
    let Some(scope) = turn.state().scopes.get(&id) else { return Ok(()) };
    if !scope.branches.is_empty() {
        return Ok(());
    }
    match (scope.kind, scope.step) {
        (ScopeKind::Process, _) | (_, None) => {
            end(turn, id)?;
            run_end::end_if_over(turn)
        }
        (
            ScopeKind::SubProcess
            | ScopeKind::Transaction
            | ScopeKind::AdHoc
            | ScopeKind::EventSubProcess
            | ScopeKind::CalledRoutine
            | ScopeKind::Loop
            | ScopeKind::Iteration,
            Some(step),
        ) => complete_inside(turn, id, step),
    }
}

/// What ran inside an activity is over: its results go up, and the activity is complete.
fn complete_inside(turn: &mut Turn<'_>, id: ScopeId, step: StepId) -> Result<(), Broken> {
    let place = turn.place_of_step(step)?;
    let scope = turn.state().scope(id)?;
    if scope.has_failure {
        let failure = branch_failed(&scope.element);
        end(turn, id)?;
        return incidents::fail_branch(turn, place, Some(step), failure);
    }
    match flow_nodes::results_of(turn, place, id) {
        Ok(results) => {
            end(turn, id)?;
            flow_nodes::complete_activity(turn, place, step, results)
        }
        Err(trouble) => incidents::report(turn, place, Some(step), IncidentStage::Doing, trouble.into()),
    }
}

fn end(turn: &mut Turn<'_>, id: ScopeId) -> Result<(), Broken> {
    super::cancellation::close_subscriptions(turn, id)?;
    let scope = turn.state().scope(id)?;
    let (kind, element) = (scope.kind, scope.element.clone());
    if scope.has_failure {
        let StepFailure { code, message, .. } = branch_failed(&element);
        turn.emit(ScopeFailed { scope: id, kind, element, code, message })
    } else {
        turn.emit(ScopeCompleted { scope: id, kind, element })
    }
}

fn branch_failed(element: &routine_model::ElementId) -> StepFailure {
    StepFailure {
        kind: FailureKind::Technical,
        code: "branch-failed".to_owned(),
        message: format!("a branch of {element} has failed"),
        retryable: false,
        variables: Default::default(),
    }
}
