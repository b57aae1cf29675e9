//! How a run ends.

use crate::broken::Broken;
use crate::event::{RunStatusChanged, ScopeFailed};
use crate::ids::ScopeId;
use crate::scope;
use crate::status::{RunStatus, StatusReason};
use crate::swarm_asks;
use crate::turn::Turn;

/// Ends the run, whatever still goes on in it.
pub(crate) fn end(
    turn: &mut Turn<'_>,
    status: RunStatus,
    reason: StatusReason,
    message: Option<String>,
) -> Result<(), Broken> {
    let roots: Vec<ScopeId> =
        turn.state().scopes.values().filter(|scope| scope.parent.is_none()).map(|scope| scope.id).collect();
    for root in roots {
        scope::cancel(turn, root, None)?;
    }
    swarm_asks::leave(turn, status, reason, message.clone())?;
    turn.emit(RunStatusChanged { status, reason: Some(reason), message })
}

/// Ends the run when the last of its processes has ended.
pub(crate) fn end_if_over(turn: &mut Turn<'_>) -> Result<(), Broken> {
    if !turn.state().scopes.is_empty() || turn.state().status.is_final() {
        return Ok(());
    }
    match turn.state().failure.clone() {
        None => end(turn, RunStatus::Completed, StatusReason::Completed, None),
        Some(message) => end(turn, RunStatus::Failed, StatusReason::Error, Some(message)),
    }
}

/// The process around a scope fails, and the run with it.
pub(crate) fn fail(turn: &mut Turn<'_>, inside: ScopeId, code: &str, message: String) -> Result<(), Broken> {
    let mut root = turn.state().scope(inside)?;
    while let Some(parent) = root.parent {
        root = turn.state().scope(parent)?;
    }
    let (id, kind, element) = (root.id, root.kind, root.element.clone());
    scope::clear(turn, id, None)?;
    turn.emit(ScopeFailed { scope: id, kind, element, code: code.to_owned(), message: message.clone() })?;
    end(turn, RunStatus::Failed, StatusReason::Error, Some(message))
}
