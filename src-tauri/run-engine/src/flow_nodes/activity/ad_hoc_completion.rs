//! When an ad-hoc sub-process is over (BPMN 2.0.2, 13.3.5): its condition is looked at after each inner activity.

use super::ad_hoc::ad_hoc_around;
use crate::broken::Broken;
use crate::config::RunMode;
use crate::context::SubroutineContext;
use crate::event::{BranchCompleted, ScopeClosing, SubscriptionClosed, SubscriptionOwner};
use crate::expressions::is_true;
use crate::ids::{BranchId, ScopeId, SubscriptionId};
use crate::incidents::Trouble;
use crate::scope;
use crate::turn::{Place, Turn};

/// An activity is complete. Where it was the last that an ad-hoc sub-process needed, its branch ends, and with it what the
/// sub-process does not wait for.
///
/// Answers whether the branch goes on.
pub(crate) fn goes_on(turn: &mut Turn<'_>, place: Place<'_>) -> Result<Result<bool, Trouble>, Broken> {
    let Some((_, ad_hoc)) = ad_hoc_around(turn, place.scope).filter(|_| place.node.activity().is_some()) else {
        return Ok(Ok(true));
    };
    if turn.state().scope(place.scope)?.closing {
        end(turn, place)?;
        return Ok(Ok(false));
    }
    let condition = match (&ad_hoc.completion_condition, turn.state().config.mode) {
        (None, _) | (Some(_), RunMode::TokenGame) => return Ok(Ok(true)),
        (Some(condition), RunMode::Data) => condition,
    };
    match is_true(condition, &SubroutineContext::of_scope(turn.state(), place.scope), turn.now()) {
        Err(trouble) => return Ok(Err(trouble)),
        Ok(false) => return Ok(Ok(true)),
        Ok(true) => {}
    }
    let scope = turn.state().scope(place.scope)?;
    let (kind, element) = (scope.kind, scope.element.clone());
    turn.emit(ScopeClosing { scope: place.scope, kind, element: element.clone() })?;
    close_activations(turn, place.scope)?;
    let others: Vec<BranchId> =
        turn.state().scope(place.scope)?.branches.iter().copied().filter(|id| *id != place.branch).collect();
    for branch in others {
        if ad_hoc.cancel_remaining || !is_at_work(turn, branch)? {
            scope::cancel_branch(turn, branch, Some(&element))?;
        }
    }
    end(turn, place)?;
    Ok(Ok(false))
}

fn end(turn: &mut Turn<'_>, place: Place<'_>) -> Result<(), Broken> {
    turn.emit(BranchCompleted { branch: place.branch, element: place.node.id.clone() })?;
    scope::complete_if_over(turn, place.scope)
}

fn is_at_work(turn: &Turn<'_>, branch: BranchId) -> Result<bool, Broken> {
    let step = turn.state().branch(branch)?.step;
    Ok(step.and_then(|step| turn.state().steps.get(&step)).is_some_and(|step| step.activity))
}

fn close_activations(turn: &mut Turn<'_>, inside: ScopeId) -> Result<(), Broken> {
    let activations = turn.state().subscriptions_of(&SubscriptionOwner::Activation, inside);
    let activations = activations.filter(|open| open.owner == SubscriptionOwner::Activation).map(|open| open.id);
    let activations: Vec<SubscriptionId> = activations.collect();
    for subscription in activations {
        turn.emit(SubscriptionClosed { subscription })?;
    }
    Ok(())
}
