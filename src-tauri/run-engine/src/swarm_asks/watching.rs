//! A conditional event that is about entries looks at them whenever one of them is new.

use std::collections::BTreeSet;

use routine_model::graph::flow_node::FlowNodeKind;

use super::member::member_of;
use super::{Asker, EntryRead, SwarmRequest, ask};
use crate::broken::Broken;
use crate::event::{IncidentStage, SubscriptionOwner, Trigger};
use crate::ids::SubscriptionId;
use crate::incidents::{self, Trouble};
use crate::scope;
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

/// What a conditional event is about can never be known any more: it listens no longer. Whoever waits for it and for
/// nothing else is in trouble there; whatever is only accompanied by it goes on.
pub(crate) fn never_known(turn: &mut Turn<'_>, id: SubscriptionId, trouble: Trouble) -> Result<(), Broken> {
    let Some(open) = turn.state().subscriptions.get(&id) else { return Ok(()) };
    let owner = open.owner.clone();
    scope::close_all(turn, &[id])?;
    let (SubscriptionOwner::Step { step } | SubscriptionOwner::Gateway { step }) = owner else { return Ok(()) };
    let place = turn.place_of_step(step)?;
    let needs_all = match &place.node.kind {
        FlowNodeKind::IntermediateCatchEvent(event) => event.parallel_multiple,
        FlowNodeKind::StartEvent(_)
        | FlowNodeKind::EndEvent(_)
        | FlowNodeKind::IntermediateThrowEvent(_)
        | FlowNodeKind::BoundaryEvent(_)
        | FlowNodeKind::Gateway(_)
        | FlowNodeKind::Activity(_) => false,
    };
    if !needs_all && !turn.state().step(step)?.subscriptions.is_empty() {
        return Ok(());
    }
    scope::cancel_step(turn, step, None)?;
    // Tried again, the node is entered anew and listens anew.
    incidents::report(turn, place, None, IncidentStage::Entering, trouble.into())
}
