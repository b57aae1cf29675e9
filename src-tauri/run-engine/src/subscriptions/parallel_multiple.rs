//! Parallel multiple events (BPMN 2.0.2, 10.5.1): every definition has to happen, in any order, before the event does.
//!
//! What has happened is remembered with what came with it. An event that leaves its activity or scope running begins anew
//! after it, unless one of its definitions is a timer that never fires again.

use routine_model::graph::flow_node::FlowNodeKind;

use super::Payload;
use crate::broken::Broken;
use crate::event::{SubscriptionClosed, Trigger};
use crate::ids::SubscriptionId;
use crate::state::Subscription;
use crate::turn::Turn;

/// What the other definitions of the event listen for, in the order of the file; none for an event of which one
/// definition is enough.
pub(super) fn others(turn: &Turn<'_>, open: &Subscription) -> Option<Vec<Subscription>> {
    let node = turn.graph_of(open.scope).ok()?.node(&open.element)?;
    let needs_all = match &node.kind {
        FlowNodeKind::StartEvent(start) => start.parallel_multiple,
        FlowNodeKind::IntermediateCatchEvent(catch) => catch.parallel_multiple,
        FlowNodeKind::BoundaryEvent(boundary) => boundary.catch.parallel_multiple,
        FlowNodeKind::EndEvent(_)
        | FlowNodeKind::IntermediateThrowEvent(_)
        | FlowNodeKind::Activity(_)
        | FlowNodeKind::Gateway(_) => false,
    };
    let is_other =
        |other: &&Subscription| other.id != open.id && other.element == open.element && other.owner == open.owner;
    needs_all.then(|| {
        let mut others: Vec<Subscription> =
            turn.state().subscriptions_of(&open.owner, open.scope).filter(is_other).cloned().collect();
        others.sort_by_key(|other| other.definition);
        others
    })
}

/// What came with all of them; what came last counts where names are the same.
pub(super) fn together(others: &[Subscription], last: Payload) -> Payload {
    let mut variables: crate::VariableMap = others
        .iter()
        .filter_map(|other| other.happened.as_ref())
        .flat_map(|variables| variables.iter().map(|(name, value)| (name.clone(), value.clone())))
        .collect();
    variables.extend(last.variables);
    Payload { variables, ..last }
}

/// The whole has happened: when one of its timers does not fire again, it cannot happen a second time.
pub(super) fn close_if_never_again(turn: &mut Turn<'_>, open: &Subscription) -> Result<(), Broken> {
    let Some(others) = others(turn, open) else { return Ok(()) };
    let all = others.iter().map(|other| other.id).chain([open.id]);
    let all: Vec<SubscriptionId> = all.filter(|id| turn.state().subscriptions.contains_key(id)).collect();
    let is_over = |id: &SubscriptionId| match turn.state().subscriptions.get(id).map(|open| &open.trigger) {
        Some(Trigger::Timer { due, .. }) => *due <= turn.now(),
        Some(Trigger::Message { .. } | Trigger::Signal { .. } | Trigger::Condition { .. } | Trigger::Command)
        | None => false,
    };
    if all.iter().any(is_over) {
        for subscription in all {
            turn.emit(SubscriptionClosed { subscription })?;
        }
    }
    Ok(())
}
