//! Messages that came over a message flow before its end listened: kept in the run until it does.
//!
//! What nobody in the run is known to wait for is not kept here: it is offered to all runs by the host.

use super::publishing::keys_fit;
use super::{Payload, fire};
use crate::broken::Broken;
use crate::event::{MessageExpired, MessageTaken, Trigger};
use crate::ids::{SubscriptionId, Timestamp};
use crate::outcome::Actor;
use crate::state::BufferedMessage;
use crate::turn::Turn;

/// Gives kept messages, the oldest first, to those who have begun to listen, the earliest first.
pub(crate) fn deliver_buffered(turn: &mut Turn<'_>) -> Result<(), Broken> {
    while !turn.state().messages.is_empty() {
        let listening = turn.take_listening();
        if listening.is_empty() {
            return Ok(());
        }
        expire(turn)?;
        for id in listening {
            if let Some(message) = message_for(turn, id) {
                turn.emit(MessageTaken { message: message.entry, subscription: id })?;
                fire(turn, id, Payload { variables: message.variables, by: Actor::Engine })?;
            }
        }
    }
    Ok(())
}

fn message_for(turn: &Turn<'_>, id: SubscriptionId) -> Option<BufferedMessage> {
    // An earlier one may have cancelled this one.
    let open = turn.state().subscriptions.get(&id)?;
    let Trigger::Message { name, .. } = &open.trigger else { return None };
    let fits = |kept: &&BufferedMessage| {
        let at_end = kept.element.as_ref().map_or(name == &kept.name, |element| element == &open.element);
        at_end && keys_fit(&open.trigger, kept.correlation_key.as_deref())
    };
    turn.state().messages.iter().find(fits).cloned()
}

fn expire(turn: &mut Turn<'_>) -> Result<(), Broken> {
    let now = turn.now();
    let is_over = |expires: Timestamp| expires < now;
    let over: Vec<u64> =
        turn.state().messages.iter().filter(|kept| kept.expires.is_some_and(is_over)).map(|kept| kept.entry).collect();
    over.into_iter().try_for_each(|message| turn.emit(MessageExpired { message }))
}
