//! A scope is over when no branch is left in it.

use crate::broken::Broken;
use crate::event::{ScopeCompleted, ScopeFailed, ScopeKind};
use crate::ids::ScopeId;
use crate::run_end;
use crate::turn::Turn;

/// Ends a scope in which nothing is left to do, with all that follows from it.
pub(crate) fn complete_if_over(turn: &mut Turn<'_>, id: ScopeId) -> Result<(), Broken> {
    let Some(scope) = turn.state().scopes.get(&id) else { return Ok(()) };
    if !scope.branches.is_empty() {
        return Ok(());
    }
    let (kind, element, failed) = (scope.kind, scope.element.clone(), scope.has_failure);
    super::cancellation::close_subscriptions(turn, id)?;
    if failed {
        let message = format!("a branch of {element} has failed");
        turn.emit(ScopeFailed { scope: id, kind, element, code: "branch-failed".to_owned(), message })?;
    } else {
        turn.emit(ScopeCompleted { scope: id, kind, element })?;
    }
    match kind {
        ScopeKind::Process => run_end::end_if_over(turn),
        ScopeKind::SubProcess
        | ScopeKind::Transaction
        | ScopeKind::AdHoc
        | ScopeKind::EventSubProcess
        | ScopeKind::CalledRoutine
        | ScopeKind::Loop
        | ScopeKind::Iteration => Ok(()),
    }
}
