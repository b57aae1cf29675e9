//! Branches are moved, added and cancelled by hand.

use routine_model::ElementId;

use super::places::{flow_into, scope_for, target};
use super::refused;
use crate::branch_manager::BranchManager;
use crate::event::{BranchMoved, BranchResumed, IncidentResolved, Intervened, ScopeKind};
use crate::ids::{BranchId, ScopeId};
use crate::status::{BranchStatus, WaitReason};
use crate::turn::Turn;
use crate::{Rejection, scope};

/// What the branch does is given up, and it stands ready elsewhere in its scope.
pub(super) fn relocate(
    turn: &mut Turn<'_>,
    id: BranchId,
    element: &ElementId,
    done: Intervened,
) -> Result<(), Rejection> {
    let branch = turn.state().branches.get(&id).ok_or(Rejection::UnknownBranch(id))?;
    let (around, from, step, status) = (branch.scope, branch.element.clone(), branch.step, branch.status.clone());
    let node = target(turn, around, element)?;
    turn.emit(done)?;
    match (step, status) {
        (Some(step), _) => scope::cancel_step(turn, step, None)?,
        (None, BranchStatus::Waiting { on: WaitReason::Incident { incident } }) => {
            turn.emit(IncidentResolved { incident, branch: id })?;
        }
        (None, BranchStatus::Waiting { .. }) => turn.emit(BranchResumed { branch: id, element: from.clone() })?,
        (None, BranchStatus::Ready | BranchStatus::Active { .. }) => {}
    }
    let over = flow_into(turn, around, node)?;
    Ok(turn.emit(BranchMoved { branch: id, from, element: element.clone(), over })?)
}

/// Another branch stands ready.
pub(super) fn add(
    turn: &mut Turn<'_>,
    element: &ElementId,
    scope: Option<ScopeId>,
    done: Intervened,
) -> Result<(), Rejection> {
    let scope = match scope {
        Some(scope) if turn.state().scopes.contains_key(&scope) => scope,
        Some(scope) => return Err(Rejection::UnknownScope(scope)),
        None => scope_for(turn, element)?,
    };
    let node = target(turn, scope, element)?;
    if turn.state().scope(scope)?.kind == ScopeKind::AdHoc {
        return Err(refused(format!("{element} is one of several that somebody starts when they like; start it so")));
    }
    turn.emit(done)?;
    let branch = BranchManager::of(turn).begin(scope, element, None)?;
    if let Some(over) = flow_into(turn, scope, node)? {
        let (from, element) = (element.clone(), element.clone());
        turn.emit(BranchMoved { branch, from, element, over: Some(over) })?;
    }
    Ok(())
}

/// The branch ends. What it is in is over when it was the last one there.
pub(super) fn cancel(turn: &mut Turn<'_>, id: BranchId, done: Intervened) -> Result<(), Rejection> {
    let around = turn.state().branches.get(&id).ok_or(Rejection::UnknownBranch(id))?.scope;
    let inside = turn.state().scope(around)?;
    if inside.undoing.is_some() || inside.kind == ScopeKind::Compensation {
        return Err(refused(format!("what was done in {} is being undone, which cannot be cut short", inside.element)));
    }
    turn.emit(done)?;
    scope::cancel_branch(turn, id, None)?;
    Ok(scope::complete_if_over(turn, around)?)
}
