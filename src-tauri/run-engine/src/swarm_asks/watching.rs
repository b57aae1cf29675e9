//! A conditional event that is about entries looks at them whenever one of them is new.

use std::collections::BTreeSet;

use super::member::member_of;
use super::{Asker, EntryRead, SwarmRequest, ask};
use crate::broken::Broken;
use crate::event::Trigger;
use crate::ids::SubscriptionId;
use crate::turn::Turn;

/// Asks for what a conditional event has not seen yet.
pub(crate) fn keep_watching(turn: &mut Turn<'_>, id: SubscriptionId) -> Result<(), Broken> {
    let Some(open) = turn.state().subscriptions.get(&id) else { return Ok(()) };
    let Trigger::Condition { entries, .. } = &open.trigger else { return Ok(()) };
    let keys: BTreeSet<String> = entries.iter().map(|entry| entry.key.clone()).collect();
    if keys.is_empty() {
        return Ok(());
    }
    let known_version = open.seen.as_ref().map(|seen| seen.version);
    let asker = Asker {
        element: Some(open.element.clone()),
        subscription: Some(id),
        member: member_of(turn.state(), turn.graphs(), open.scope, &open.element),
        ..Asker::default()
    };
    let reads = keys.into_iter().map(|key| EntryRead { key }).collect();
    ask(turn, asker, SwarmRequest::Watch { reads, known_version }).map(|_| ())
}
