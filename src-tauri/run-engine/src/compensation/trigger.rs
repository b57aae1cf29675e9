//! Compensation is thrown (BPMN 2.0.2, 10.7.2).

use routine_model::ElementId;

use super::undo;
use crate::broken::Broken;
use crate::event::{CompensationTriggered, ScopeKind, ScopeOpened};
use crate::ids::{ScopeId, StepId};
use crate::status::WaitReason;
use crate::steps;
use crate::turn::{Place, Turn};

/// A throw event asks to undo one activity, or all that was completed in its scope. Where nothing was completed, nothing
/// happens.
pub(crate) fn trigger(
    turn: &mut Turn<'_>,
    place: Place<'_>,
    step: StepId,
    definition: u32,
    activity: Option<&ElementId>,
    waits: bool,
) -> Result<(), Broken> {
    let Some(meant) = find(turn, place.scope, activity)? else { return Ok(()) };
    if waits {
        steps::wait(turn, place, step, WaitReason::Compensation)?;
    }
    undo_all(turn, meant, &place.node.id, waits.then_some(step), definition)
}

/// What is to be undone.
pub(super) struct Meant {
    /// The scope that remembers it.
    pub(super) from: ScopeId,
    /// Only this activity.
    pub(super) activity: Option<ElementId>,
}

/// Undoes what a scope remembers, in a scope of its own.
pub(super) fn undo_all(
    turn: &mut Turn<'_>,
    meant: Meant,
    by: &ElementId,
    step: Option<StepId>,
    definition: u32,
) -> Result<(), Broken> {
    let Meant { from, activity } = meant;
    let scope = ScopeId(turn.state().next.scope);
    let routine = turn.state().scope(from)?.routine.clone();
    turn.emit(ScopeOpened {
        scope,
        parent: Some(from),
        kind: ScopeKind::Compensation,
        element: by.clone(),
        routine,
        step,
        iteration: None,
    })?;
    turn.emit(CompensationTriggered { scope, from, activity, definition })?;
    undo::go_on(turn, scope)
}

/// The scope that remembers what is meant, from the one that throws outward.
///
/// Without a name that is the scope that throws; an event sub-process throws for the scope around it. A name that is the
/// scope's own means all that was completed in it.
fn find(turn: &Turn<'_>, scope: ScopeId, activity: Option<&ElementId>) -> Result<Option<Meant>, Broken> {
    let mut next = Some(scope);
    while let Some(from) = next {
        let scope = turn.state().scope(from)?;
        next = scope.parent;
        match scope.kind {
            ScopeKind::EventSubProcess | ScopeKind::Iteration | ScopeKind::Loop | ScopeKind::Compensation => continue,
            ScopeKind::Process | ScopeKind::CalledRoutine => next = None,
            ScopeKind::SubProcess | ScopeKind::Transaction | ScopeKind::AdHoc => {}
        }
        let Some(activity) = activity.filter(|activity| **activity != scope.element) else {
            return Ok((!scope.compensations.is_empty()).then_some(Meant { from, activity: None }));
        };
        if scope.compensations.iter().any(|one| &one.activity == activity) {
            return Ok(Some(Meant { from, activity: Some(activity.clone()) }));
        }
    }
    Ok(None)
}
