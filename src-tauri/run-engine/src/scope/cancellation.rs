//! Ending from outside: steps, branches and scopes, the innermost first.

use routine_model::ElementId;

use crate::broken::Broken;
use crate::effect::RunEffect;
use crate::event::{BranchCancelled, ScopeCancelled, StepCancelled, SubscriptionClosed, Trigger};
use crate::ids::{BranchId, ScopeId, StepId, SubscriptionId};
use crate::steps;
use crate::turn::Turn;

/// Cancels everything in a scope, which itself stays open. `by` is the element that does; none when somebody cancelled
/// the run.
pub(crate) fn clear(turn: &mut Turn<'_>, id: ScopeId, by: Option<&ElementId>) -> Result<(), Broken> {
    let branches: Vec<BranchId> = turn.state().scope(id)?.branches.iter().copied().collect();
    for branch in branches {
        cancel_branch(turn, branch, by)?;
    }
    // Instances of a multi-instance activity have scopes without a step of their own.
    let instances: Vec<ScopeId> = turn.state().scope(id)?.scopes.iter().copied().collect();
    for instance in instances {
        cancel(turn, instance, by)?;
    }
    close_subscriptions(turn, id)
}

/// Cancels a scope with everything in it.
pub(crate) fn cancel(turn: &mut Turn<'_>, id: ScopeId, by: Option<&ElementId>) -> Result<(), Broken> {
    clear(turn, id, by)?;
    let scope = turn.state().scope(id)?;
    let (kind, element) = (scope.kind, scope.element.clone());
    turn.emit(ScopeCancelled { scope: id, kind, element, by: by.cloned() })
}

/// Cancels a branch with the step that it is in.
pub(crate) fn cancel_branch(turn: &mut Turn<'_>, id: BranchId, by: Option<&ElementId>) -> Result<(), Broken> {
    let branch = turn.state().branch(id)?;
    let (step, element) = (branch.step, branch.element.clone());
    if let Some(step) = step {
        cancel_step(turn, step, by)?;
    }
    turn.emit(BranchCancelled { branch: id, element, by: by.cloned() })
}

/// Cancels a step; its branch stays where it is.
pub(crate) fn cancel_step(turn: &mut Turn<'_>, id: StepId, by: Option<&ElementId>) -> Result<(), Broken> {
    give_up(turn, id, by)?;
    let step = turn.state().step(id)?;
    let (branch, element) = (step.branch, step.element.clone());
    turn.emit(StepCancelled { step: id, branch, element, by: by.cloned() })
}

/// Ends what goes on on behalf of a step: what runs inside, who does it outside, what listens.
pub(crate) fn give_up(turn: &mut Turn<'_>, id: StepId, by: Option<&ElementId>) -> Result<(), Broken> {
    let step = turn.state().step(id)?;
    let (inside, with_executor) = (step.inside, step.activity && step.status.takes_answers());
    if let Some(inside) = inside {
        cancel(turn, inside, by)?;
    }
    if with_executor {
        steps::give_up_requests(turn, id)?;
        turn.ask(RunEffect::CancelStep { step: id });
    }
    close_listening(turn, id)
}

/// Closes what listens on behalf of a step.
pub(crate) fn close_listening(turn: &mut Turn<'_>, id: StepId) -> Result<(), Broken> {
    let listening: Vec<SubscriptionId> = turn.state().step(id)?.subscriptions.iter().copied().collect();
    close_all(turn, &listening)
}

/// Closes what listens in a scope on its own behalf.
pub(crate) fn close_subscriptions(turn: &mut Turn<'_>, id: ScopeId) -> Result<(), Broken> {
    let listening: Vec<SubscriptionId> = turn.state().scope(id)?.subscriptions.iter().copied().collect();
    close_all(turn, &listening)
}

pub(crate) fn close_all(turn: &mut Turn<'_>, subscriptions: &[SubscriptionId]) -> Result<(), Broken> {
    for &subscription in subscriptions {
        let trigger = turn.state().subscriptions.get(&subscription).map(|open| &open.trigger);
        if matches!(trigger, Some(Trigger::Timer { .. })) {
            turn.ask(RunEffect::CancelTimer { subscription });
        }
        turn.emit(SubscriptionClosed { subscription })?;
    }
    Ok(())
}
