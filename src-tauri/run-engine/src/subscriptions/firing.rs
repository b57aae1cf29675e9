//! What something listened for has happened.

use routine_model::graph::event::{EventDefinition, TimerKind};
use routine_model::graph::flow_node::FlowNodeKind;
use routine_model::timer::Timer;

use super::{Payload, parallel_multiple};
use crate::broken::Broken;
use crate::effect::RunEffect;
use crate::event::{EventTriggered, SubscriptionOwner, Trigger};
use crate::ids::{SubscriptionId, Timestamp};
use crate::outcome::{Actor, VariableMap};
use crate::state::Subscription;
use crate::turn::Turn;
use crate::{compensation, flow_nodes};

/// A timer is due.
pub(crate) fn fire_timer(turn: &mut Turn<'_>, id: SubscriptionId) -> Result<(), Broken> {
    fire(turn, id, Payload { variables: VariableMap::new(), by: Actor::Clock })
}

/// Lets happen what a subscription is for.
pub(crate) fn fire(turn: &mut Turn<'_>, id: SubscriptionId, payload: Payload) -> Result<(), Broken> {
    let open = turn.state().subscriptions.get(&id).ok_or(Broken::Subscription(id))?.clone();
    let next = next_due(turn, &open);
    let (partial, payload) = match parallel_multiple::others(turn, &open) {
        None => (false, payload),
        Some(others) if others.iter().any(|other| other.happened.is_none()) => (true, payload),
        Some(others) => (false, parallel_multiple::together(&others, payload)),
    };
    turn.emit(EventTriggered {
        subscription: Some(id),
        element: open.element.clone(),
        scope: open.scope,
        variables: payload.variables.clone(),
        partial,
        next,
        by: payload.by.clone(),
    })?;
    if let Some(due) = next {
        turn.ask(RunEffect::ScheduleTimer { subscription: id, due });
    }
    if partial {
        return Ok(());
    }
    parallel_multiple::close_if_never_again(turn, &open)?;
    super::close_if_once(turn, id, next)?;
    match open.owner {
        SubscriptionOwner::Step { step } => flow_nodes::caught(turn, step, payload),
        SubscriptionOwner::Gateway { step } => flow_nodes::happened(turn, step, &open.element, payload),
        SubscriptionOwner::Boundary { host } if is_cancel(turn, &open) => {
            let inside = turn.state().step(host)?.inside;
            match inside {
                Some(inside) => compensation::cancel_transaction(turn, inside, &open.element),
                None => flow_nodes::fire_boundary(turn, host, &open.element, payload),
            }
        }
        SubscriptionOwner::Boundary { host } => flow_nodes::fire_boundary(turn, host, &open.element, payload),
        SubscriptionOwner::EventSubProcess => {
            flow_nodes::begin_event_sub_process(turn, open.scope, &open.element, payload)
        }
        SubscriptionOwner::Activation => flow_nodes::activate(turn, open.scope, &open.element, payload),
        SubscriptionOwner::Start => flow_nodes::begin_process(turn, open.scope, &open.element, payload, next.is_some()),
    }
}

/// Whether it is a transaction's cancellation that has happened.
fn is_cancel(turn: &Turn<'_>, open: &Subscription) -> bool {
    let node = turn.graph_of(open.scope).ok().and_then(|graph| graph.node(&open.element));
    let Some(FlowNodeKind::BoundaryEvent(event)) = node.map(|node| &node.kind) else { return false };
    let definition = usize::try_from(open.definition).ok().and_then(|index| event.catch.definitions.get(index));
    matches!(definition, Some(EventDefinition::Cancel))
}

/// When a timer cycle fires next.
fn next_due(turn: &Turn<'_>, open: &Subscription) -> Option<Timestamp> {
    let Trigger::Timer { due, armed, fired, expression, .. } = &open.trigger else { return None };
    let node = turn.graph_of(open.scope).ok()?.node(&open.element)?;
    let definitions: &[EventDefinition] = match &node.kind {
        FlowNodeKind::StartEvent(start) => &start.definitions,
        FlowNodeKind::IntermediateCatchEvent(catch) => &catch.definitions,
        FlowNodeKind::BoundaryEvent(boundary) => &boundary.catch.definitions,
        FlowNodeKind::EndEvent(_)
        | FlowNodeKind::IntermediateThrowEvent(_)
        | FlowNodeKind::Activity(_)
        | FlowNodeKind::Gateway(_) => &[],
    };
    let index = usize::try_from(open.definition).ok()?;
    let Some(EventDefinition::Timer(definition)) = definitions.get(index) else { return None };
    if definition.kind != TimerKind::Cycle {
        return None;
    }
    let timer = Timer::parse(definition.kind, expression).ok()?;
    let zone = &turn.state().config.time_zone;
    timer.next_due(armed.0, fired + 1, Some(due.0), zone).ok()?.map(Timestamp)
}
