//! What listens, and what happens to it: one mechanism for catch events, receive tasks, event-based gateways, boundary
//! events and starts of event sub-processes.
//!
//! `listener` works out what is listened for, `firing` does what follows when it happens, `publishing` finds who hears a
//! message or signal, `buffered` keeps messages whose receiver does not listen yet, `conditions` looks at conditions after variables have changed.

mod buffered;
mod conditions;
mod firing;
mod listener;
mod parallel_multiple;
mod publishing;

pub(crate) use buffered::deliver_buffered;
pub(crate) use conditions::fire_conditions;
pub(crate) use firing::{fire, fire_timer};
pub(crate) use listener::{
    Listener, awaited_starts, close_if_once, correlation_key, listen, listeners, listeners_of_scope, message_name,
    signal_name,
};
pub(crate) use publishing::{command, deliver, is_heard, publish_signal, taker_of, taker_over};

use crate::outcome::{Actor, VariableMap};

/// What comes with something that happens.
#[derive(Clone)]
pub(crate) struct Payload {
    pub(crate) variables: VariableMap,
    pub(crate) by: Actor,
}
