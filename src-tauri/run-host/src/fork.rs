//! A run that begins in the past of another one.

use routine_model::ElementId;
use routine_model::graph::settings::StrategySetting;
use run_engine::event::RunOrigin;
use run_engine::{Actor, Reaction, RunCommand, RunId, RunProgress, ScopeId};
use run_store::{Append, Durability, Exchange};
use serde_json::Value;

use crate::error::HostError;
use crate::exchange;
use crate::host::RunHost;
use crate::places;
use crate::run_id::new_run_id;
use crate::run_loader::LoadedRun;

/// The wish for a run that goes on otherwise from an earlier moment of another one.
#[derive(Clone, Debug, Default)]
pub struct ForkRequest {
    /// The last entry that both share; none means where the run stands now. In the middle of what a command has led to
    /// there is no state to go on from: both share what was before that command then.
    pub at: Option<u64>,
    /// Variables that are otherwise; without a scope in the outermost open one.
    pub variables: Vec<(Option<ScopeId>, String, Value)>,
    /// Activities that are done otherwise.
    pub strategies: Vec<(ElementId, StrategySetting)>,
}

impl RunHost {
    /// Makes a run whose journal begins as another one's, with edits behind it. It is paused, and costs nothing before it
    /// goes on: what was done before is taken from the record.
    ///
    /// # Errors
    /// There is no such run, it had ended or not begun by then, it works for a swarm, an edit is refused, or it cannot be
    /// stored; there is no new run then.
    pub async fn fork(&self, from: &RunId, request: ForkRequest) -> Result<RunId, HostError> {
        let now = self.parts.clock.now();
        let run = new_run_id(now)?;
        let seq = {
            let (from, at) = (from.clone(), request.at.unwrap_or(u64::MAX >> 1));
            self.in_store(move |store| store.run(&from).and_then(|_| store.command_end(&from, at))).await?
        };
        let LoadedRun { mut machine, graphs, .. } = self.load(from, Some(seq)).await?;
        let mut reactions = vec![machine.handle(RunCommand::ForkRun { run: run.clone() }, now)?];
        for (scope, name, value) in request.variables {
            let scope = scope.or_else(|| machine.progress().and_then(outermost)).unwrap_or(ScopeId(0));
            reactions.push(machine.handle(RunCommand::SetVariable { scope, name, value }, now)?);
        }
        for (element, setting) in request.strategies {
            let (step, setting, by) = (None, Some(setting), Actor::Person);
            reactions.push(machine.handle(RunCommand::OverrideStrategy { element, step, setting, by }, now)?);
        }
        let Some(progress) = machine.progress() else { return Err(HostError::Closed(from.clone())) };
        let row = places::row(progress, &graphs, now);
        // What was done for the first run is not done again, so only what it listens for is carried over.
        let opened = exchange::all(progress, &machine.effects_to_resume());
        let append = Append {
            run: run.clone(),
            copy_of: Some(RunOrigin { run: from.clone(), seq }),
            expected_seq: seq,
            command_ends: reactions.iter().filter_map(|reaction| Some(reaction.events.last()?.seq)).collect(),
            entries: reactions.into_iter().flat_map(|Reaction { events, .. }| events).collect(),
            row: row.clone(),
            texts: Vec::new(),
            figures: Vec::new(),
            exchange: Exchange { opened, ..Exchange::default() },
            durability: Durability::Power,
        };
        self.in_store(move |store| store.append(append)).await?;
        self.parts.notifier.tell_list(row);
        Ok(run)
    }
}

/// The scope of a process that is open.
fn outermost(progress: &RunProgress) -> Option<ScopeId> {
    progress.scopes.values().find(|scope| scope.parent.is_none()).map(|scope| scope.id)
}
