//! What listens, and what happens to it.

use crate::broken::Broken;
use crate::event::{
    EventTriggered, MessageBuffered, SubscriptionClosed, SubscriptionOpened, SubscriptionOwner, Trigger,
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
        SubscriptionOwner::EventSubProcess => {
            progress.scope_mut(event.scope)?.subscriptions.insert(event.subscription);
        }
        SubscriptionOwner::Start => {}
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
        },
    );
    Ok(())
}

pub(super) fn closed(progress: &mut RunProgress, event: &SubscriptionClosed) -> Result<(), Broken> {
    let id = event.subscription;
    let subscription = progress.subscriptions.remove(&id).ok_or(Broken::Subscription(id))?;
    match subscription.owner {
        SubscriptionOwner::Step { step }
        | SubscriptionOwner::Gateway { step }
        | SubscriptionOwner::Boundary { host: step } => {
            progress.step_mut(step)?.subscriptions.remove(&id);
        }
        SubscriptionOwner::EventSubProcess => {
            progress.scope_mut(subscription.scope)?.subscriptions.remove(&id);
        }
        SubscriptionOwner::Start => {}
    }
    Ok(())
}

pub(super) fn triggered(progress: &mut RunProgress, event: &EventTriggered) -> Result<(), Broken> {
    let Some(id) = event.subscription else { return Ok(()) };
    let subscription = progress.subscriptions.get_mut(&id).ok_or(Broken::Subscription(id))?;
    if let (Trigger::Timer { due, fired, remaining, .. }, Some(next)) = (&mut subscription.trigger, event.next) {
        *due = next;
        *fired += 1;
        *remaining = remaining.map(|times| times.saturating_sub(1));
    }
    Ok(())
}

pub(super) fn buffered(progress: &mut RunProgress, event: &MessageBuffered) -> Result<(), Broken> {
    progress.messages.push(BufferedMessage {
        name: event.name.clone(),
        correlation_key: event.correlation_key.clone(),
        variables: event.variables.clone(),
        expires: event.expires,
    });
    Ok(())
}
