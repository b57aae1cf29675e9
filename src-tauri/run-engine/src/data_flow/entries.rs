//! Data stores that are bound to the swarm's blackboard: which entries a flow node reads and writes, and what it has read.

use std::collections::BTreeMap;

use routine_model::graph::data::DataAssociation;
use routine_model::graph::entry::{EntryBinding, EntryScope, ExpectedVersion};
use routine_model::graph::flow_node::FlowNode;
use routine_model::{ElementId, RoutineGraph};
use serde_json::Value;

use super::inputs::sides;
use crate::config::RunMode;
use crate::context::SubroutineContext;
use crate::expressions::evaluate;
use crate::ids::Timestamp;
use crate::incidents::Trouble;
use crate::state::{ReadEntries, RunProgress};
use crate::swarm_asks::{EntryRead, EntryWrite};
use crate::turn::{Place, Turn};

/// Keys longer than this are taken for a mistake.
const LONGEST_KEY: usize = 512;

/// The entries that a flow node reads before it starts, each once, in the order of the file.
pub(crate) fn reads_of(turn: &Turn<'_>, place: Place<'_>) -> Result<Vec<EntryRead>, Trouble> {
    let mut reads: Vec<EntryRead> = Vec::new();
    if turn.state().config.mode == RunMode::TokenGame || turn.state().swarm.is_none() {
        return Ok(reads);
    }
    let context = SubroutineContext::of_scope(turn.state(), place.scope);
    for (_, binding) in read_by(place.graph, place.node) {
        let key = key_of(&binding, &context, turn.now())?;
        if !reads.iter().any(|read| read.key == key) {
            reads.push(EntryRead { key });
        }
    }
    Ok(reads)
}

/// The data stores that a flow node reads, as variables, with what they are bound to.
pub(crate) fn read_by(graph: &RoutineGraph, node: &FlowNode) -> Vec<(String, EntryBinding)> {
    let (_, associations) = sides(node);
    associations
        .iter()
        .flat_map(|association| sources(graph, association))
        .map(|(_, name, bound)| (name, bound))
        .collect()
}

fn sources(graph: &RoutineGraph, association: &DataAssociation) -> Vec<(ElementId, String, EntryBinding)> {
    let bound = association.sources.iter().filter_map(|source| {
        let binding = graph.entry_of(association, source)?;
        let name = binding.variable.clone().or_else(|| Some(graph.data_place(source)?.variable.clone()))?;
        Some((source.clone(), name, binding))
    });
    bound.collect()
}

/// What an association's data stores hold, as it was read for the branch: by source, with the variable that it is seen as.
pub(super) fn read_for(
    turn: &Turn<'_>,
    place: Place<'_>,
    association: &DataAssociation,
) -> Result<BTreeMap<ElementId, (String, Option<Value>)>, Trouble> {
    let mut found = BTreeMap::new();
    let Some(read) = read_by_branch(turn.state(), place) else { return Ok(found) };
    let context = SubroutineContext::of_scope(turn.state(), place.scope);
    for (source, name, binding) in sources(place.graph, association) {
        let key = key_of(&binding, &context, turn.now())?;
        let value = read.entries.get(&key).map(|seen| seen.value.clone()).filter(|value| !value.is_null());
        found.insert(source, (name, value));
    }
    Ok(found)
}

/// What was read for the branch that stands at a place.
pub(crate) fn read_by_branch<'p>(progress: &'p RunProgress, place: Place<'_>) -> Option<&'p ReadEntries> {
    progress.branches.get(&place.branch)?.read.as_deref()
}

/// A value on its way to an entry.
pub(super) fn write_of(
    turn: &Turn<'_>,
    place: Place<'_>,
    binding: &EntryBinding,
    context: &SubroutineContext<'_>,
    value: Value,
) -> Result<EntryWrite, Trouble> {
    let key = key_of(binding, context, turn.now())?;
    let trouble = |message: String| Trouble { code: "swarm-expected-version".to_owned(), message };
    let expected_version = match &binding.expected {
        None => None,
        Some(ExpectedVersion::Absent) => Some(0),
        Some(ExpectedVersion::AsRead) => {
            let read = read_by_branch(turn.state(), place).filter(|read| read.keys.contains(&key));
            let read = read.ok_or_else(|| trouble(format!("{} has not read {key}", place.node.label())))?;
            Some(read.entries.get(&key).map_or(0, |seen| seen.version))
        }
        Some(ExpectedVersion::Number(expression)) => {
            let value = evaluate(expression, context, turn.now())?;
            let number = value.as_u64().or_else(|| value.as_str()?.trim().parse().ok());
            Some(number.ok_or_else(|| trouble(format!("the version `{expression}` is no whole number, but {value}")))?)
        }
    };
    Ok(EntryWrite { key, operation: binding.operation, value, expected_version })
}

/// The key of an entry on the blackboard.
pub(crate) fn key_of(
    binding: &EntryBinding,
    context: &SubroutineContext<'_>,
    now: Timestamp,
) -> Result<String, Trouble> {
    let trouble = |message: String| Trouble { code: "swarm-key".to_owned(), message };
    let expression = binding.key.as_ref().ok_or_else(|| trouble("the entry has no key".to_owned()))?;
    let key = match evaluate(expression, context, now)? {
        Value::String(key) => key.trim().to_owned(),
        Value::Number(key) => key.to_string(),
        other @ (Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) => {
            return Err(trouble(format!("the key `{expression}` is no text, but {other}")));
        }
    };
    if key.is_empty() || key.len() > LONGEST_KEY {
        return Err(trouble(format!(
            "the key `{expression}` has {} letters; it can have 1 to {LONGEST_KEY}",
            key.len()
        )));
    }
    let progress = context.progress();
    let subtask = progress.config.swarm.as_ref().and_then(|link| link.subtask.as_ref());
    Ok(match (binding.scope, subtask) {
        (EntryScope::Swarm, _) => key,
        (EntryScope::Subtask, Some(subtask)) => format!("subtask/{subtask}/{key}"),
        (EntryScope::Subtask, None) | (EntryScope::Run, _) => format!("run/{}/{key}", progress.run),
    })
}
