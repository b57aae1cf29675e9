//! What listens, and what happens to it.

use super::{At, swarm};
use crate::broken::Broken;
use crate::event::{
    ConditionReset, EventTriggered, MessageBuffered, SubscriptionClosed, SubscriptionOpened, SubscriptionOwner, Trigger,
};
use crate::state::{BufferedMessage, RunProgress, Subscription};

pub(super) fn opened(progress: &mut RunProgress, event: &SubscriptionOpened) -> Result<(), Broken> {
    progress.next.subscription = progress.next.subscription.max(event.subscription.0 + 1);
    match &event.owner {
        SubscriptionOwner::Step { step }
        | SubscriptionOwner::Gateway { step }
        | SubscriptionOwner::Boundary { host: step } => {
            progress.step_mut(*step)?.subscriptions.insert(event.subscription);
        }
        SubscriptionOwner::EventSubProcess | SubscriptionOwner::Activation | SubscriptionOwner::Start => {
            progress.scope_mut(event.scope)?.subscriptions.insert(event.subscription);
        }
    }
    progress.subscriptions.insert(
        event.subscription,
        Subscription {
            id: event.subscription,
            element: event.element.clone(),
            scope: event.scope,
            owner: event.owner.clone(),
            definition: event.definition,
            trigger: event.trigger.clone(),
            happened: None,
            seen: None,
        },
    );
    Ok(())
}

pub(super) fn closed(progress: &mut RunProgress, event: &SubscriptionClosed) -> Result<(), Broken> {
    let id = event.subscription;
    let subscription = progress.subscriptions.remove(&id).ok_or(Broken::Subscription(id))?;
    swarm::forget(progress, |open| open.subscription == Some(id));
    match subscription.owner {
        SubscriptionOwner::Step { step }
        | SubscriptionOwner::Gateway { step }
        | SubscriptionOwner::Boundary { host: step } => {
            progress.step_mut(step)?.subscriptions.remove(&id);
        }
        SubscriptionOwner::EventSubProcess | SubscriptionOwner::Activation | SubscriptionOwner::Start => {
            progress.scope_mut(subscription.scope)?.subscriptions.remove(&id);
        }
    }
    Ok(())
}

pub(super) fn triggered(progress: &mut RunProgress, event: &EventTriggered) -> Result<(), Broken> {
    let Some(id) = event.subscription else { return Ok(()) };
    let subscription = progress.subscriptions.get_mut(&id).ok_or(Broken::Subscription(id))?;
    if let (SubscriptionOwner::Step { step }, false) = (&subscription.owner, event.variables.is_empty()) {
        let step = *step;
        progress.steps.get_mut(&step).ok_or(Broken::Step(step))?.caught.clone_from(&event.variables);
    }
    match (&mut subscription.trigger, event.next) {
        (Trigger::Timer { due, fired, remaining, .. }, Some(next)) => {
            *due = next;
            *fired += 1;
            *remaining = remaining.map(|times| times.saturating_sub(1));
        }
        (Trigger::Condition { met, .. }, _) => *met = true,
        (Trigger::Timer { .. } | Trigger::Message { .. } | Trigger::Signal { .. } | Trigger::Command, _) => {}
    }
    if event.partial {
        progress.subscriptions.set_happened(id, Some(event.variables.clone()));
        return Ok(());
    }
    let (element, owner, scope) = (subscription.element.clone(), subscription.owner.clone(), subscription.scope);
    let begins_anew = |other: &&Subscription| other.element == element && other.happened.is_some();
    let anew: Vec<_> = progress.subscriptions_of(&owner, scope).filter(begins_anew).map(|other| other.id).collect();
    for id in anew {
        progress.subscriptions.set_happened(id, None);
    }
    Ok(())
}

pub(super) fn condition_reset(progress: &mut RunProgress, event: &ConditionReset) -> Result<(), Broken> {
    let id = event.subscription;
    let subscription = progress.subscriptions.get_mut(&id).ok_or(Broken::Subscription(id))?;
    if let Trigger::Condition { met, .. } = &mut subscription.trigger {
        *met = false;
    }
    Ok(())
}

pub(super) fn buffered(progress: &mut RunProgress, event: &MessageBuffered, at: At) -> Result<(), Broken> {
    progress.messages.push(BufferedMessage {
        entry: at.seq,
        element: event.element.clone(),
        name: event.name.clone(),
        correlation_key: event.correlation_key.clone(),
        variables: event.variables.clone(),
        expires: event.expires,
    });
    Ok(())
}

pub(super) fn no_longer_buffered(progress: &mut RunProgress, message: u64) -> Result<(), Broken> {
    progress.messages.retain(|kept| kept.entry != message);
    Ok(())
}
