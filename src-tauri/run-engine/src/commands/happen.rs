//! Something has happened outside: a timer is due, a message or signal has come.

use routine_model::ElementId;

use super::expect_alive;
use crate::Rejection;
use crate::event::{MessagePublished, SignalPublished, Trigger};
use crate::ids::SubscriptionId;
use crate::outcome::{Actor, VariableMap};
use crate::subscriptions::{Payload, deliver, is_heard, publish_signal, taker_of, taker_over};
use crate::turn::Turn;

pub(super) fn fire_timer(turn: &mut Turn<'_>, id: SubscriptionId) -> Result<(), Rejection> {
    expect_alive(turn)?;
    let open = turn.state().subscriptions.get(&id).ok_or(Rejection::UnknownSubscription(id))?;
    match &open.trigger {
        Trigger::Timer { .. } => Ok(crate::subscriptions::fire_timer(turn, id)?),
        Trigger::Message { .. } | Trigger::Signal { .. } | Trigger::Condition { .. } | Trigger::Command => {
            Err(Rejection::UnknownSubscription(id))
        }
    }
}

pub(super) fn message(
    turn: &mut Turn<'_>,
    name: String,
    correlation_key: Option<String>,
    payload: Payload,
) -> Result<(), Rejection> {
    expect_alive(turn)?;
    let Some(taker) = taker_of(turn, &name, correlation_key.as_deref()) else {
        return Err(Rejection::NobodyListens(format!("the message {name}")));
    };
    turn.emit(MessagePublished { element: None, name, correlation_key, variables: payload.variables.clone() })?;
    Ok(deliver(turn, taker, payload)?)
}

pub(super) fn message_flow(turn: &mut Turn<'_>, flow: &ElementId) -> Result<(), Rejection> {
    expect_alive(turn)?;
    let taker = taker_over(turn, flow, None).ok_or_else(|| Rejection::NothingWaits(flow.clone()))?;
    Ok(deliver(turn, taker, Payload { variables: VariableMap::new(), by: Actor::Scenario })?)
}

pub(super) fn signal(turn: &mut Turn<'_>, name: String, payload: &Payload) -> Result<(), Rejection> {
    expect_alive(turn)?;
    if !is_heard(turn, &name) {
        return Err(Rejection::NobodyListens(format!("the signal {name}")));
    }
    turn.emit(SignalPublished { element: None, name: name.clone(), variables: payload.variables.clone() })?;
    Ok(publish_signal(turn, &name, None, payload)?)
}
