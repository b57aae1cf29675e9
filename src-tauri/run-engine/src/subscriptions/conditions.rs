//! Conditional events: looked at when they begin to listen, and when a variable that they read has changed.

use routine_model::graph::event::EventDefinition;
use routine_model::graph::flow_node::FlowNodeKind;
use serde_json::Value;

use super::{Payload, fire};
use crate::broken::Broken;
use crate::context::SubroutineContext;
use crate::event::{ConditionReset, Trigger};
use crate::expressions::is_true;
use crate::outcome::{Actor, VariableMap};
use crate::state::{ReadEntries, Subscription};
use crate::turn::Turn;

/// Fires the conditional events whose condition is true, among those that changes since the last look concern. What has
/// no truth yet, because variables are missing, is not true: unlike a gateway, a conditional event has time to wait. One
/// that has happened and listens on has to become false before it happens again (BPMN 2.0.2, table 10.93).
pub(crate) fn fire_conditions(turn: &mut Turn<'_>) -> Result<(), Broken> {
    let (begun, changed) = turn.take_changes();
    if begun.is_empty() && changed.is_empty() {
        return Ok(());
    }
    let mut concerned = turn.state().subscriptions.for_changes(&changed);
    concerned.extend(begun);
    for id in concerned {
        // An earlier one may have cancelled this one.
        let Some(open) = turn.state().subscriptions.get(&id) else { continue };
        let met = matches!(open.trigger, Trigger::Condition { met: true, .. });
        match (met, holds(turn, open)) {
            (false, true) => fire(turn, id, Payload { variables: VariableMap::new(), by: Actor::Engine })?,
            (true, false) => turn.emit(ConditionReset { subscription: id })?,
            (false, false) | (true, true) => {}
        }
    }
    Ok(())
}

fn holds(turn: &Turn<'_>, open: &Subscription) -> bool {
    let Some(node) = turn.graph_of(open.scope).ok().and_then(|graph| graph.node(&open.element)) else { return false };
    let definitions = match &node.kind {
        FlowNodeKind::StartEvent(start) => &start.definitions,
        FlowNodeKind::IntermediateCatchEvent(catch) => &catch.definitions,
        FlowNodeKind::BoundaryEvent(boundary) => &boundary.catch.definitions,
        FlowNodeKind::EndEvent(_)
        | FlowNodeKind::IntermediateThrowEvent(_)
        | FlowNodeKind::Activity(_)
        | FlowNodeKind::Gateway(_) => return false,
    };
    let definition = usize::try_from(open.definition).ok().and_then(|index| definitions.get(index));
    let Some(EventDefinition::Conditional { condition: Some(condition), .. }) = definition else { return false };
    let Some(entries) = entries_of(open) else { return false };
    let context = SubroutineContext::of_scope(turn.state(), open.scope);
    let context = if entries.is_empty() { context } else { context.with_inputs(&entries) };
    is_true(condition, &context, turn.now()).unwrap_or(false)
}

/// The entries that it is about, as it has seen them last; none while it has not seen any.
fn entries_of(open: &Subscription) -> Option<VariableMap> {
    let Trigger::Condition { entries, .. } = &open.trigger else { return Some(VariableMap::new()) };
    let value = |seen: &ReadEntries, key: &str| seen.entries.get(key).map_or(Value::Null, |entry| entry.value.clone());
    if entries.is_empty() {
        return Some(VariableMap::new());
    }
    let seen = open.seen.as_deref()?;
    Some(entries.iter().map(|entry| (entry.variable.clone(), value(seen, &entry.key))).collect())
}
