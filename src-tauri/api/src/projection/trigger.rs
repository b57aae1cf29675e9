//! Events about what listens.

use run_engine::SubscriptionId;
use run_engine::event::{EventTriggered, SubscriptionClosed, SubscriptionOpened, Trigger};

use super::{Changes, Place, milliseconds};
use crate::contract::{ListenerView, RunChange, WaitingOn};

pub(super) fn opened(changes: &mut Changes<'_>, event: &SubscriptionOpened, place: &Place<'_>) {
    changes.make(RunChange::ListenerSet {
        listener: ListenerView {
            id: event.subscription.to_string(),
            element: event.element.to_string(),
            element_name: place.name(Some(event.scope), &event.element),
            waiting_on: listens_for(&event.trigger),
        },
    });
}

fn listens_for(trigger: &Trigger) -> WaitingOn {
    match trigger {
        Trigger::Message { name, correlation_key } => {
            WaitingOn::Message { name: name.clone(), correlation_key: correlation_key.clone() }
        }
        Trigger::Signal { name } => WaitingOn::Signal { name: name.clone() },
        Trigger::Timer { due, .. } => WaitingOn::Timer { due_at: Some(milliseconds(*due)) },
        Trigger::Condition { .. } => WaitingOn::Condition,
        Trigger::Command => WaitingOn::Trigger,
    }
}

pub(super) fn closed(changes: &mut Changes<'_>, event: &SubscriptionClosed) {
    removed(changes, event.subscription);
}

fn removed(changes: &mut Changes<'_>, subscription: SubscriptionId) {
    changes.make(RunChange::ListenerRemoved { listener_id: subscription.to_string() });
}

/// A repeated timer goes on listening, for its next time.
pub(super) fn triggered(changes: &mut Changes<'_>, event: &EventTriggered) {
    let (Some(subscription), Some(next)) = (event.subscription, event.next) else { return };
    let id = subscription.to_string();
    let Some(known) = changes.view.listeners.iter().find(|listener| listener.id == id) else { return };
    let waiting_on = WaitingOn::Timer { due_at: Some(milliseconds(next)) };
    let listener = ListenerView { waiting_on, ..known.clone() };
    changes.make(RunChange::ListenerSet { listener });
}
