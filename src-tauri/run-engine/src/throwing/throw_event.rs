//! What intermediate throw events, end events and send tasks do: all of their definitions, in the order of the file.

use routine_model::graph::event::{EventDefinition, MessageDefinition};
use routine_model::{ElementId, RoutineGraph};

use super::error::throw_error;
use super::escalation::throw_escalation;
use crate::broken::Broken;
use crate::config::RunMode;
use crate::context::SubroutineContext;
use crate::effect::RunEffect;
use crate::event::{MessageBuffered, MessagePublished, SignalPublished};
use crate::ids::{StepId, Timestamp};
use crate::incidents::Trouble;
use crate::outcome::{Actor, VariableMap};
use crate::subscriptions::{
    Payload, correlation_key, deliver, message_name, publish_signal, signal_name, taker_of, taker_over,
};
use crate::turn::{Place, Turn};
use crate::{compensation, scope};

/// An hour.
pub const DEFAULT_TIME_TO_LIVE_MS: u64 = 3_600_000;

/// Whether who threw goes on.
pub(crate) enum Thrown {
    /// The step goes on.
    GoesOn,
    /// The step waits until what it threw is done, and goes on by itself.
    Waits,
    /// The step or its branch was ended by what it threw.
    Ended,
    /// It could not be thrown.
    Trouble(Trouble),
}

/// Throws what an event throws, from one of its definitions on. `payload` are the results of its input mappings.
pub(crate) fn throw_all<'g>(
    turn: &mut Turn<'g>,
    place: Place<'g>,
    step: StepId,
    definitions: &'g [EventDefinition],
    first: u32,
    payload: &VariableMap,
) -> Result<Thrown, Broken> {
    for (number, definition) in (0..).zip(definitions).filter(|(number, _)| *number >= first) {
        if let EventDefinition::Compensation { activity, wait_for_completion } = definition {
            compensation::trigger(turn, place, step, number, activity.as_ref(), *wait_for_completion)?;
        } else if let Err(trouble) = throw_one(turn, place, definition, payload)? {
            return Ok(Thrown::Trouble(trouble));
        }
        match turn.state().steps.get(&step) {
            None => return Ok(Thrown::Ended),
            Some(step) if step.inside.is_some() => return Ok(Thrown::Waits),
            Some(_) => {}
        }
    }
    Ok(Thrown::GoesOn)
}

/// Throws one of them; what cannot be thrown is trouble.
pub(crate) fn throw_one<'g>(
    turn: &mut Turn<'g>,
    place: Place<'g>,
    definition: &'g EventDefinition,
    payload: &VariableMap,
) -> Result<Result<(), Trouble>, Broken> {
    match definition {
        EventDefinition::Message(message) => return send_message(turn, place, message, payload),
        EventDefinition::Signal { signal } => send_signal(turn, place, signal.as_ref(), payload)?,
        EventDefinition::Error { error, .. } => throw_error(turn, place, error.as_ref())?,
        EventDefinition::Escalation { escalation } => {
            throw_escalation(turn, place, escalation.as_ref(), payload.clone())?;
        }
        EventDefinition::Terminate => terminate(turn, place)?,
        EventDefinition::Cancel => compensation::cancel_transaction(turn, place.scope, &place.node.id)?,
        // Compensation is thrown by the step, which may wait for it. A link is a way to go, not something thrown; timers and
        // conditions cannot be thrown.
        EventDefinition::Compensation { .. }
        | EventDefinition::Link { .. }
        | EventDefinition::Timer(_)
        | EventDefinition::Conditional { .. } => {}
    }
    Ok(Ok(()))
}

/// Sends a message: over message flows in a token game, else by name and key; what nobody here takes is offered to
/// other runs.
pub(crate) fn send_message<'g>(
    turn: &mut Turn<'g>,
    place: Place<'g>,
    message: &MessageDefinition,
    payload: &VariableMap,
) -> Result<Result<(), Trouble>, Broken> {
    let name = message_name(place.graph, message);
    let context = SubroutineContext::of_scope(turn.state(), place.scope).with_inputs(payload);
    let key = match turn.state().config.mode {
        RunMode::TokenGame => Ok(None),
        RunMode::Data => correlation_key(place.graph, message, &context, turn.now()),
    };
    let key = match key {
        Ok(key) => key,
        Err(trouble) => return Ok(Err(trouble)),
    };
    turn.emit(MessagePublished {
        element: Some(place.node.id.clone()),
        name: name.clone(),
        correlation_key: key.clone(),
        variables: payload.clone(),
    })?;
    let payload = Payload { variables: payload.clone(), by: Actor::Engine };
    let flows: Vec<ElementId> = place
        .graph
        .message_flows()
        .iter()
        .filter(|flow| flow.source == place.node.id)
        .map(|flow| flow.id.clone())
        .collect();
    let mut is_taken = false;
    for flow in &flows {
        if let Some(taker) = taker_over(turn, flow, key.as_deref()) {
            deliver(turn, taker, payload.clone())?;
            is_taken = true;
        }
    }
    if is_taken {
        return Ok(Ok(()));
    }
    if let Some(taker) = taker_of(turn, &name, key.as_deref()).filter(|_| !name.is_empty()) {
        deliver(turn, taker, payload)?;
        return Ok(Ok(()));
    }
    let is_data = turn.state().config.mode == RunMode::Data;
    if let Some(end) = flows.iter().find_map(|flow| end_that_will_listen(turn, flow)).filter(|_| is_data) {
        let variables = payload.variables;
        let expires = own_time_to_live(place.graph, message).and_then(|ms| i64::try_from(ms).ok());
        let (element, expires) = (Some(end), expires.map(|ms| Timestamp(turn.now().0.saturating_add(ms))));
        turn.emit(MessageBuffered { element, name, correlation_key: key, variables, expires })?;
    } else if !name.is_empty() {
        let time_to_live_ms = time_to_live(place.graph, message);
        let variables = payload.variables;
        turn.ask(RunEffect::PublishMessage { name, correlation_key: key, variables, time_to_live_ms });
    }
    Ok(Ok(()))
}

/// Where a message flow ends, if that stands in a process that goes on in this run and may listen later.
fn end_that_will_listen(turn: &Turn<'_>, flow: &ElementId) -> Option<ElementId> {
    let graph = turn.graphs().get(&turn.state().routine.version)?;
    let end = &graph.message_flows().iter().find(|other| &other.id == flow)?.target;
    let process = &graph.process_of(&graph.node(end)?.container)?.id;
    turn.state().scopes.values().any(|scope| &scope.element == process).then(|| end.clone())
}

/// How long a thrown message waits for somebody who listens: what the message says, else an hour, as in the clients of
/// Camunda 8.
fn time_to_live(graph: &RoutineGraph, definition: &MessageDefinition) -> u64 {
    own_time_to_live(graph, definition).unwrap_or(DEFAULT_TIME_TO_LIVE_MS)
}

fn own_time_to_live(graph: &RoutineGraph, definition: &MessageDefinition) -> Option<u64> {
    graph.message(definition.message.as_ref()?)?.time_to_live_ms
}

fn send_signal<'g>(
    turn: &mut Turn<'g>,
    place: Place<'g>,
    signal: Option<&ElementId>,
    payload: &VariableMap,
) -> Result<(), Broken> {
    let name = signal_name(place.graph, signal);
    let variables = payload.clone();
    turn.emit(SignalPublished { element: Some(place.node.id.clone()), name: name.clone(), variables })?;
    let payload = Payload { variables: payload.clone(), by: Actor::Engine };
    publish_signal(turn, &name, Some(place.scope), &payload)?;
    if !name.is_empty() {
        turn.ask(RunEffect::PublishSignal { name, variables: payload.variables });
    }
    Ok(())
}

/// Ends the scope at once: everything in it, who throws included, is cancelled, and the scope is complete
/// (BPMN 2.0.2, 10.5.3).
fn terminate(turn: &mut Turn<'_>, place: Place<'_>) -> Result<(), Broken> {
    scope::clear(turn, place.scope, Some(&place.node.id))?;
    scope::complete_if_over(turn, place.scope)
}
