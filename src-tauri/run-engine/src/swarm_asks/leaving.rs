//! However a run ends, it takes leave of its swarm, once.

use std::collections::BTreeSet;

use routine_model::graph::interface::Field;

use super::{Asker, EntryWrite, LeavingResource, SwarmLeave, SwarmRequest, ask};
use crate::broken::Broken;
use crate::context::SubroutineContext;
use crate::data_flow::key_of;
use crate::outcome::VariableMap;
use crate::status::{RunStatus, StatusReason};
use crate::turn::Turn;

/// Takes leave, just before the run is over. A run that has never asked to be taken in has nothing to leave. Declared
/// outputs become entries and resources only when the run has completed; of any other run they are told for the record.
pub(crate) fn leave(
    turn: &mut Turn<'_>,
    status: RunStatus,
    reason: StatusReason,
    message: Option<String>,
) -> Result<(), Broken> {
    let Some(link) = &turn.state().config.swarm else { return Ok(()) };
    if turn.state().swarm.as_ref().is_none_or(|swarm| swarm.asked == 0) {
        return Ok(());
    }
    let subtask = link.subtask.clone();
    let outputs = turn.state().results.clone();
    let (writes, resources) = match status {
        RunStatus::Completed => declared(turn, &outputs),
        RunStatus::Scheduled | RunStatus::InProgress | RunStatus::Paused | RunStatus::Failed | RunStatus::Cancelled => {
            Default::default()
        }
    };
    let leave = SwarmLeave { status, reason: Some(reason), subtask, message, outputs, writes, resources };
    ask(turn, Asker::default(), SwarmRequest::Leave(Box::new(leave))).map(|_| ())
}

/// What the processes of the run's file say about their outputs. An output without a value, or whose key cannot be told,
/// goes nowhere but into the record.
fn declared(turn: &Turn<'_>, outputs: &VariableMap) -> (Vec<EntryWrite>, Vec<LeavingResource>) {
    let (mut writes, mut resources) = (Vec::new(), Vec::new());
    let Some(graph) = turn.graphs().get(&turn.state().routine.version) else { return (writes, resources) };
    let context = SubroutineContext::of_new_scope(turn.state(), None, outputs);
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let processes = graph.processes().iter().filter_map(|id| graph.container(id)?.process.as_ref());
    let fields: Vec<&Field> = processes.flat_map(|process| &process.interface.outputs).collect();
    for field in fields {
        let Some(value) = outputs.get(&field.name).filter(|value| !value.is_null()) else { continue };
        if !told.insert(&field.name) {
            continue;
        }
        if let Some(binding) = &field.entry
            && let Ok(key) = key_of(binding, &context, turn.now())
        {
            let (operation, value) = (binding.operation, value.clone());
            writes.push(EntryWrite { key, operation, value, expected_version: None });
        }
        if let Some(resource) = &field.resource {
            let (name, mime) = (resource.name.clone(), resource.mime.clone());
            resources.push(LeavingResource { name, value: value.clone(), mime });
        }
    }
    (writes, resources)
}
