//! What a batch changes beyond its run: folded from its entries and effects, stored with them.

use run_engine::event::Trigger;
use run_engine::{RunEffect, RunEvent, RunId, RunProgress, SubscriptionId, Timestamp};
use run_store::{Awaits, Exchange, NewMessage, NewSignal, OpenSubscription};

use crate::batch::Batch;

/// No subscription has this number; it stands for the run's deadline.
pub(crate) const DEADLINE: SubscriptionId = SubscriptionId(0);

/// The exchange of a batch.
pub(crate) fn of(batch: &Batch, run: &RunId, now: Timestamp) -> Exchange {
    let mut exchange = Exchange { taken: batch.taken.clone(), ..Exchange::default() };
    for entry in &batch.entries {
        match &entry.event {
            RunEvent::SubscriptionOpened(opened) => {
                exchange.opened.extend(subscription(opened.subscription, &opened.trigger));
            }
            RunEvent::SubscriptionClosed(closed) => {
                exchange.opened.retain(|open| open.id != closed.subscription);
                exchange.closed.push(closed.subscription);
            }
            RunEvent::EventTriggered(happened) => {
                if let (Some(id), Some(next)) = (happened.subscription, happened.next) {
                    exchange.opened.retain(|open| open.id != id);
                    exchange.opened.push(OpenSubscription { id, awaits: Awaits::Moment(next) });
                }
            }
            _ => {}
        }
    }
    for effect in &batch.effects {
        leave(&mut exchange, effect, run, now);
    }
    exchange
}

fn leave(exchange: &mut Exchange, effect: &RunEffect, run: &RunId, now: Timestamp) {
    match effect {
        RunEffect::PublishMessage { name, correlation_key, variables, time_to_live_ms } => {
            let lives = i64::try_from(*time_to_live_ms).unwrap_or(i64::MAX);
            exchange.messages.push(NewMessage {
                id: None,
                name: name.clone(),
                correlation_key: correlation_key.clone(),
                variables: variables.clone(),
                from: Some(run.clone()),
                to: None,
                sent_at: now,
                expires_at: Timestamp(now.0.saturating_add(lives)),
            });
        }
        RunEffect::PublishSignal { name, variables } => {
            let (name, variables) = (name.clone(), variables.clone());
            exchange.signals.push(NewSignal { name, variables, from: Some(run.clone()) });
        }
        RunEffect::ScheduleDeadline { due } => {
            exchange.opened.push(OpenSubscription { id: DEADLINE, awaits: Awaits::Moment(*due) });
        }
        RunEffect::CancelDeadline => {
            exchange.opened.retain(|open| open.id != DEADLINE);
            exchange.closed.push(DEADLINE);
        }
        RunEffect::ExecuteStep(_)
        | RunEffect::CancelStep { .. }
        | RunEffect::ScheduleTimer { .. }
        | RunEffect::CancelTimer { .. }
        | RunEffect::EstimateStep(_)
        | RunEffect::LoadRoutine { .. }
        | RunEffect::LookAfterRun { .. }
        | RunEffect::AskSwarm(_)
        | RunEffect::AskPathDecision { .. } => {}
    }
}

/// Everything that a run listens for.
pub(crate) fn all(progress: &RunProgress, effects: &[RunEffect]) -> Vec<OpenSubscription> {
    let deadline = effects.iter().filter_map(|effect| match effect {
        RunEffect::ScheduleDeadline { due } => Some(OpenSubscription { id: DEADLINE, awaits: Awaits::Moment(*due) }),
        _ => None,
    });
    progress.subscriptions.values().filter_map(|open| subscription(open.id, &open.trigger)).chain(deadline).collect()
}

/// Something may be for this exchange's run, or leaves it.
pub(crate) fn concerns_others(exchange: &Exchange) -> bool {
    let hears = |open: &OpenSubscription| matches!(open.awaits, Awaits::Message { .. });
    !exchange.messages.is_empty() || !exchange.signals.is_empty() || exchange.opened.iter().any(hears)
}

fn subscription(id: SubscriptionId, trigger: &Trigger) -> Option<OpenSubscription> {
    let awaits = match trigger {
        Trigger::Message { name, .. } | Trigger::Signal { name } if name.is_empty() => return None,
        Trigger::Message { name, correlation_key } => {
            Awaits::Message { name: name.clone(), correlation_key: correlation_key.clone() }
        }
        Trigger::Signal { name } => Awaits::Signal { name: name.clone() },
        Trigger::Timer { due, .. } => Awaits::Moment(*due),
        Trigger::Condition { .. } | Trigger::Command => return None,
    };
    Some(OpenSubscription { id, awaits })
}
