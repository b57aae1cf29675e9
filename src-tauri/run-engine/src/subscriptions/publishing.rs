//! Who hears a message or signal.

use std::collections::BTreeSet;

use routine_model::graph::activity::ActivityKind;
use routine_model::graph::event::EventDefinition;
use routine_model::graph::flow_node::{FlowNode, FlowNodeKind};
use routine_model::{ElementId, RoutineGraph};

use super::listener::{message_name, signal_name};
use super::{Payload, fire};
use crate::broken::Broken;
use crate::config::RunMode;
use crate::event::{SubscriptionOwner, Trigger};
use crate::flow_nodes;
use crate::ids::{ScopeId, SubscriptionId};
use crate::scope::is_implicit_start;
use crate::state::Subscription;
use crate::turn::Turn;

/// Who takes a message.
pub(crate) enum Taker {
    Listening(SubscriptionId),
    /// The start event of a process of the file.
    Start(ElementId),
}

/// A message goes to one: the oldest who listens for it, else a process of the file that it starts.
pub(crate) fn taker_of(turn: &Turn<'_>, name: &str, correlation_key: Option<&str>) -> Option<Taker> {
    if let Some(listening) = turn.state().subscriptions.for_message(name, correlation_key) {
        return Some(Taker::Listening(listening));
    }
    let starts = starts(turn, |graph, definition| match definition {
        EventDefinition::Message(wanted) => message_name(graph, wanted) == name,
        _ => false,
    });
    starts.into_iter().next().map(Taker::Start)
}

/// The message reaches who takes it.
pub(crate) fn deliver(turn: &mut Turn<'_>, taker: Taker, payload: Payload) -> Result<(), Broken> {
    match taker {
        Taker::Listening(id) => fire(turn, id, payload),
        Taker::Start(start) => flow_nodes::open_process_at(turn, &start, payload),
    }
}

/// Whoever says no key takes any, and is taken by any.
pub(super) fn keys_fit(trigger: &Trigger, key: Option<&str>) -> bool {
    match (trigger, key) {
        (Trigger::Message { correlation_key: Some(wanted), .. }, Some(key)) => wanted == key,
        (Trigger::Message { .. } | Trigger::Signal { .. } | Trigger::Timer { .. }, _)
        | (Trigger::Condition { .. } | Trigger::Command, _) => true,
    }
}

/// A signal is heard by everyone who listens, and starts every process of the file that begins with it.
///
/// One exception (the public token simulation's rule): when it was thrown inside a scope and something there caught it
/// and cancelled who threw it, then what listens around that scope does not hear it any more.
pub(crate) fn publish_signal(
    turn: &mut Turn<'_>,
    name: &str,
    from: Option<ScopeId>,
    payload: &Payload,
) -> Result<(), Broken> {
    let around = from.map(|scope| chain(turn, scope)).unwrap_or_default();
    let mut listening: Vec<(SubscriptionId, Option<usize>)> = turn
        .state()
        .subscriptions
        .for_signal(name)
        .map(|open| {
            (open.id, around.iter().position(|scope| *scope == open.scope && could_cancel_thrower(open, &around, turn)))
        })
        .collect();
    listening.sort_by_key(|(id, distance)| (*distance, *id));
    let starts = started_by_signal(turn, name);
    let mut is_consumed = false;
    for (id, distance) in listening {
        if !turn.state().subscriptions.contains_key(&id) || (is_consumed && distance.is_some()) {
            continue;
        }
        let is_interrupting = distance.is_some() && interrupts(turn, id);
        fire(turn, id, payload.clone())?;
        is_consumed |= is_interrupting;
    }
    for start in starts {
        flow_nodes::open_process_at(turn, &start, payload.clone())?;
    }
    Ok(())
}

/// Whether anybody here would hear a signal.
pub(crate) fn is_heard(turn: &Turn<'_>, name: &str) -> bool {
    turn.state().subscriptions.for_signal(name).next().is_some() || !started_by_signal(turn, name).is_empty()
}

fn started_by_signal(turn: &Turn<'_>, name: &str) -> Vec<ElementId> {
    starts(turn, |graph, definition| match definition {
        EventDefinition::Signal { signal } => signal_name(graph, signal.as_ref()) == name,
        _ => false,
    })
}

/// A scope and those around it.
fn chain(turn: &Turn<'_>, scope: ScopeId) -> Vec<ScopeId> {
    let mut scopes = Vec::new();
    let mut next = Some(scope);
    while let Some(scope) = next {
        scopes.push(scope);
        next = turn.state().scopes.get(&scope).and_then(|scope| scope.parent);
    }
    scopes
}

/// Whether what listens is an event sub-process of a scope around who throws, or at the border of one.
fn could_cancel_thrower(open: &Subscription, around: &[ScopeId], turn: &Turn<'_>) -> bool {
    match open.owner {
        SubscriptionOwner::EventSubProcess => true,
        SubscriptionOwner::Boundary { host } => {
            turn.state().steps.get(&host).and_then(|host| host.inside).is_some_and(|inside| around.contains(&inside))
        }
        SubscriptionOwner::Step { .. }
        | SubscriptionOwner::Gateway { .. }
        | SubscriptionOwner::Activation
        | SubscriptionOwner::Start => false,
    }
}

fn interrupts(turn: &Turn<'_>, id: SubscriptionId) -> bool {
    let Some(open) = turn.state().subscriptions.get(&id) else { return false };
    let node = turn.graph_of(open.scope).ok().and_then(|graph| graph.node(&open.element));
    match node.map(|node| &node.kind) {
        Some(FlowNodeKind::StartEvent(start)) => start.interrupting,
        Some(FlowNodeKind::BoundaryEvent(boundary)) => boundary.interrupting,
        Some(
            FlowNodeKind::EndEvent(_)
            | FlowNodeKind::IntermediateThrowEvent(_)
            | FlowNodeKind::IntermediateCatchEvent(_)
            | FlowNodeKind::Activity(_)
            | FlowNodeKind::Gateway(_),
        )
        | None => false,
    }
}

/// Start events of the file's processes with a definition that fits, and receive tasks that begin one.
fn starts(turn: &Turn<'_>, fits: impl Fn(&RoutineGraph, &EventDefinition) -> bool) -> Vec<ElementId> {
    let Some(graph) = turn.graphs().get(&turn.state().routine.version) else { return Vec::new() };
    let is_data = turn.state().config.mode == RunMode::Data;
    let mut found = Vec::new();
    let mut processes = BTreeSet::new();
    for node in graph.nodes() {
        let Some(process) = graph.container(&node.container).and_then(|container| container.process.as_ref()) else {
            continue;
        };
        let fits = match &node.kind {
            FlowNodeKind::StartEvent(start) => start.definitions.iter().any(|definition| fits(graph, definition)),
            FlowNodeKind::Activity(activity) => match &activity.kind {
                ActivityKind::ReceiveTask { message, instantiate: true } => {
                    is_implicit_start(graph, node) && fits(graph, &EventDefinition::Message(message.clone()))
                }
                ActivityKind::ReceiveTask { message, .. } => {
                    flow_nodes::gateway_that_starts_with(graph, node).is_some()
                        && fits(graph, &EventDefinition::Message(message.clone()))
                }
                ActivityKind::AbstractTask
                | ActivityKind::UserTask(_)
                | ActivityKind::ManualTask
                | ActivityKind::ServiceTask
                | ActivityKind::ScriptTask
                | ActivityKind::BusinessRuleTask
                | ActivityKind::SendTask(_)
                | ActivityKind::SubProcess(_)
                | ActivityKind::CallActivity(_) => false,
            },
            FlowNodeKind::IntermediateCatchEvent(event) => {
                flow_nodes::gateway_that_starts_with(graph, node).is_some()
                    && event.definitions.iter().any(|definition| fits(graph, definition))
            }
            FlowNodeKind::EndEvent(_)
            | FlowNodeKind::IntermediateThrowEvent(_)
            | FlowNodeKind::BoundaryEvent(_)
            | FlowNodeKind::Gateway(_) => false,
        };
        if fits && (process.is_executable || !is_data) {
            processes.insert(node.container.clone());
            found.push(node.id.clone());
        }
    }
    found
}

/// Who takes a message that comes over a message flow: what listens at its end, or the process that its end starts.
///
/// Where data counts, who listens with another correlation key does not take it.
pub(crate) fn taker_over(turn: &Turn<'_>, flow: &ElementId, key: Option<&str>) -> Option<Taker> {
    let graph = turn.graphs().get(&turn.state().routine.version)?;
    let flow = graph.message_flows().iter().find(|other| &other.id == flow)?;
    let mut at_end = turn.state().subscriptions.of_element(&flow.target);
    let takes = |open: &&Subscription| {
        open.happened.is_none() && open.owner != SubscriptionOwner::Activation && keys_fit(&open.trigger, key)
    };
    if let Some(open) = at_end.find(takes) {
        return Some(Taker::Listening(open.id));
    }
    graph.node(&flow.target).filter(|node| starts_process(graph, node)).map(|node| Taker::Start(node.id.clone()))
}

fn starts_process(graph: &RoutineGraph, node: &FlowNode) -> bool {
    let is_in_process = graph.container(&node.container).is_some_and(|container| container.parent.is_none());
    is_in_process
        && (matches!(node.kind, FlowNodeKind::StartEvent(_))
            || is_implicit_start(graph, node)
            || flow_nodes::gateway_that_starts_with(graph, node).is_some())
}

/// The oldest subscription of an element, whatever it listens for; a part that has happened comes last.
pub(crate) fn command<'t>(turn: &'t Turn<'_>, element: &ElementId) -> Option<&'t Subscription> {
    let of_element = turn.state().subscriptions.of_element(element);
    of_element.min_by_key(|open| (open.happened.is_some(), open.id))
}
