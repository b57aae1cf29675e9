//! What an event's definitions listen for.

use routine_model::graph::entry::EntryBinding;
use routine_model::graph::event::{EventDefinition, MessageDefinition, TimerDefinition};
use routine_model::graph::flow_node::FlowNodeKind;
use routine_model::timer::Timer;
use routine_model::{ElementId, RoutineGraph};
use serde_json::Value;

use crate::broken::Broken;
use crate::config::RunMode;
use crate::context::SubroutineContext;
use crate::data_flow::key_of;
use crate::effect::RunEffect;
use crate::event::{SubscriptionClosed, SubscriptionOpened, SubscriptionOwner, Trigger, WatchedEntry};
use crate::expressions::evaluate;
use crate::ids::{ScopeId, SubscriptionId, Timestamp};
use crate::incidents::Trouble;
use crate::swarm_asks;
use crate::turn::Turn;

/// Something that is about to listen.
#[derive(Clone)]
pub(crate) struct Listener {
    pub(crate) element: ElementId,
    /// Which of the element's definitions, from 0.
    pub(crate) definition: u32,
    pub(crate) trigger: Trigger,
}

/// What the definitions of an event listen for, seen from a place. Errors, escalations, compensation and cancel need
/// nobody to listen: who throws them looks for who catches. In a token game all but messages and signals wait for a
/// command.
pub(crate) fn listeners(
    graph: &RoutineGraph,
    element: &ElementId,
    definitions: &[EventDefinition],
    context: &SubroutineContext<'_>,
    now: Timestamp,
) -> Result<Vec<Listener>, Trouble> {
    let mut found = Vec::new();
    for (index, definition) in definitions.iter().enumerate() {
        let trigger = match context.progress().config.mode {
            RunMode::TokenGame => in_a_token_game(graph, definition),
            RunMode::Data => with_data(graph, definition, context, now)?,
        };
        if let Some(trigger) = trigger {
            let definition = u32::try_from(index).unwrap_or(u32::MAX);
            found.push(Listener { element: element.clone(), definition, trigger });
        }
    }
    Ok(found)
}

fn in_a_token_game(graph: &RoutineGraph, definition: &EventDefinition) -> Option<Trigger> {
    match definition {
        EventDefinition::Message(message) => {
            Some(Trigger::Message { name: message_name(graph, message), correlation_key: None })
        }
        EventDefinition::Signal { signal } => Some(Trigger::Signal { name: signal_name(graph, signal.as_ref()) }),
        EventDefinition::Timer(_)
        | EventDefinition::Conditional { .. }
        | EventDefinition::Error { .. }
        | EventDefinition::Escalation { .. }
        | EventDefinition::Cancel => Some(Trigger::Command),
        EventDefinition::Compensation { .. } | EventDefinition::Link { .. } | EventDefinition::Terminate => None,
    }
}

fn with_data(
    graph: &RoutineGraph,
    definition: &EventDefinition,
    context: &SubroutineContext<'_>,
    now: Timestamp,
) -> Result<Option<Trigger>, Trouble> {
    Ok(match definition {
        EventDefinition::Message(message) => Some(Trigger::Message {
            name: message_name(graph, message),
            correlation_key: correlation_key(graph, message, context, now)?,
        }),
        EventDefinition::Signal { signal } => Some(Trigger::Signal { name: signal_name(graph, signal.as_ref()) }),
        EventDefinition::Timer(timer) => Some(timer_trigger(timer, context, now)?),
        EventDefinition::Conditional { condition, entries } => match condition {
            Some(condition) => Some(Trigger::Condition {
                names: condition.names().map(str::to_owned).collect(),
                met: false,
                entries: watched(entries, context, now)?,
            }),
            None => None,
        },
        EventDefinition::Error { .. }
        | EventDefinition::Escalation { .. }
        | EventDefinition::Compensation { .. }
        | EventDefinition::Link { .. }
        | EventDefinition::Terminate
        | EventDefinition::Cancel => None,
    })
}

/// The entries that a condition is about; each is seen as the variable that its binding names, else as its key.
fn watched(
    entries: &[EntryBinding],
    context: &SubroutineContext<'_>,
    now: Timestamp,
) -> Result<Vec<WatchedEntry>, Trouble> {
    let mut found = Vec::new();
    for binding in entries {
        let key = key_of(binding, context, now)?;
        let variable = binding.variable.clone().unwrap_or_else(|| key.clone());
        found.push(WatchedEntry { variable, key });
    }
    Ok(found)
}

/// The name of a message; nothing where the file names none.
pub(crate) fn message_name(graph: &RoutineGraph, definition: &MessageDefinition) -> String {
    let Some(id) = &definition.message else { return String::new() };
    let name = graph.message(id).and_then(|message| message.name.as_deref());
    name.unwrap_or(id.as_str()).to_owned()
}

/// The name of a signal; nothing where the file names none.
pub(crate) fn signal_name(graph: &RoutineGraph, signal: Option<&ElementId>) -> String {
    signal.map_or_else(String::new, |id| graph.signal_name(id).to_owned())
}

/// The key that a message must carry, or will; none takes and is taken by any.
pub(crate) fn correlation_key(
    graph: &RoutineGraph,
    definition: &MessageDefinition,
    context: &SubroutineContext<'_>,
    now: Timestamp,
) -> Result<Option<String>, Trouble> {
    let message = definition.message.as_ref().and_then(|id| graph.message(id));
    let Some(expression) = message.and_then(|message| message.correlation_key.as_ref()) else { return Ok(None) };
    match evaluate(expression, context, now)? {
        Value::String(key) => Ok(Some(key)),
        Value::Number(key) => Ok(Some(key.to_string())),
        other @ (Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) => Err(Trouble {
            code: "correlation-key".to_owned(),
            message: format!("the correlation key `{expression}` is neither a text nor a number, but {other}"),
        }),
    }
}

fn timer_trigger(
    definition: &TimerDefinition,
    context: &SubroutineContext<'_>,
    now: Timestamp,
) -> Result<Trigger, Trouble> {
    let trouble = |message: String| Trouble { code: "timer".to_owned(), message };
    let expression = definition.expression.as_ref().ok_or_else(|| trouble("the timer says no time".to_owned()))?;
    let text = match evaluate(expression, context, now)? {
        Value::String(text) => text,
        other => other.to_string(),
    };
    let timer = Timer::parse(definition.kind, &text).map_err(|error| trouble(error.to_string()))?;
    let zone = &context.progress().config.time_zone;
    let due = timer.next_due(now.0, 0, None, zone).map_err(|error| trouble(error.to_string()))?;
    let due = due.ok_or_else(|| trouble(format!("the timer “{text}” never fires")))?;
    let remaining = timer.repetitions().map(|times| times.saturating_sub(1));
    Ok(Trigger::Timer { due: Timestamp(due), armed: now, fired: 0, remaining, expression: text })
}

/// What the event sub-processes of a process or sub-process listen for.
pub(crate) fn listeners_of_scope(
    graph: &RoutineGraph,
    container: &ElementId,
    context: &SubroutineContext<'_>,
    now: Timestamp,
) -> Result<Vec<Listener>, Trouble> {
    let mut found = Vec::new();
    for sub_process in graph.event_subprocesses(container) {
        for node in graph.start_events(&sub_process.id) {
            if let FlowNodeKind::StartEvent(start) = &node.kind {
                found.extend(listeners(graph, &node.id, &start.definitions, context, now)?);
            }
        }
    }
    Ok(found)
}

/// What a process waits for that begins with an event: the definitions of all its start events.
pub(crate) fn awaited_starts(
    graph: &RoutineGraph,
    process: &ElementId,
    context: &SubroutineContext<'_>,
    now: Timestamp,
) -> Result<Vec<Listener>, Trouble> {
    let mut found = Vec::new();
    for node in graph.start_events(process) {
        if let FlowNodeKind::StartEvent(start) = &node.kind {
            found.extend(listeners(graph, &node.id, &start.definitions, context, now)?);
        }
    }
    Ok(found)
}

/// Lets them listen.
pub(crate) fn listen(
    turn: &mut Turn<'_>,
    scope: ScopeId,
    owner: &SubscriptionOwner,
    listeners: Vec<Listener>,
) -> Result<Vec<SubscriptionId>, Broken> {
    let mut opened = Vec::new();
    for Listener { element, definition, trigger } in listeners {
        let subscription = SubscriptionId(turn.state().next.subscription);
        match &trigger {
            Trigger::Timer { due, .. } => turn.ask(RunEffect::ScheduleTimer { subscription, due: *due }),
            Trigger::Condition { .. } => turn.note_condition(subscription),
            Trigger::Message { .. } => turn.note_listening(subscription),
            Trigger::Signal { .. } | Trigger::Command => {}
        }
        let owner = owner.clone();
        turn.emit(SubscriptionOpened { subscription, element, scope, owner, definition, trigger })?;
        swarm_asks::keep_watching(turn, subscription)?;
        opened.push(subscription);
    }
    Ok(opened)
}

/// What has fired without ending anything listens on, but for a timer that does not fire again.
pub(crate) fn close_if_once(turn: &mut Turn<'_>, id: SubscriptionId, next: Option<Timestamp>) -> Result<(), Broken> {
    let trigger = turn.state().subscriptions.get(&id).map(|open| &open.trigger);
    if next.is_none() && matches!(trigger, Some(Trigger::Timer { .. })) {
        turn.emit(SubscriptionClosed { subscription: id })?;
    }
    Ok(())
}
