//! Takes the run of a file into the store, as a record that nothing is added to.

use std::io::BufRead;

use run_engine::{RunEvent, RunId, RunStateMachine};
use run_store::{Append, Durability, Exchange, Imported, RunPersistence};

use super::RunFileError;
use super::reading::{RunFile, graphs, read};
use crate::error::HostError;
use crate::host::RunHost;
use crate::places;
use crate::run_id::new_run_id;

impl RunHost {
    /// Takes the run of a file in, under a new id. It can be looked at and forked, and goes on nowhere.
    ///
    /// # Errors
    /// The file is refused, with the line and a reason, or the run cannot be stored; nothing is kept then.
    pub async fn import(&self, mut from: Box<dyn BufRead + Send>) -> Result<RunId, HostError> {
        let now = self.parts.clock.now();
        let (store, run) = (self.parts.store.clone(), new_run_id(now)?);
        let (id, at) = (run.clone(), now);
        let taken = tokio::task::spawn_blocking(move || import(&store, &id, at, read(&mut *from)?));
        let row = taken.await.unwrap_or_else(|_| Err(HostError::Closed(run.clone())))?;
        self.parts.notifier.tell_list(row);
        Ok(run)
    }
}

fn import(
    store: &RunPersistence,
    run: &RunId,
    now: run_engine::Timestamp,
    file: RunFile,
) -> Result<run_store::RunRow, HostError> {
    let RunFile { head, texts, mut entries, command_ends } = file;
    // The last name that it has been given is what it is called here.
    let named = entries.iter().rposition(|entry| matches!(entry.event, RunEvent::RunForked(_))).unwrap_or(0);
    match entries.get_mut(named).map(|entry| &mut entry.event) {
        Some(RunEvent::RunForked(forked)) => forked.run = run.clone(),
        Some(RunEvent::RunCreated(created)) => created.run = run.clone(),
        Some(_) | None => return Err(damaged(0, "its journal does not begin with a run's creation").into()),
    }
    let graphs = graphs(&texts);
    let first_line = 2 + texts.len() as u64;
    let mut machine = RunStateMachine::new(graphs.clone());
    for entry in &entries {
        let line = first_line + entry.seq - 1;
        machine.replay_on([entry.clone()]).map_err(|error| damaged(line, error.to_string()))?;
    }
    let last = entries.last().map_or(now, |entry| entry.time);
    let progress = machine.progress().ok_or_else(|| damaged(first_line, "it has no entries"))?;
    let imported = Some(Imported { run: head.run, at: now });
    let row = run_store::RunRow { imported, rests: false, asks: 0, ..places::row(progress, &graphs, last) };
    store.append(Append {
        run: run.clone(),
        copy_of: None,
        expected_seq: 0,
        entries: entries.into(),
        command_ends,
        row: row.clone(),
        texts,
        figures: Vec::new(),
        exchange: Exchange::default(),
        durability: Durability::Power,
    })?;
    Ok(row)
}

fn damaged(line: u64, reason: impl Into<String>) -> RunFileError {
    RunFileError::Damaged { line: line.max(1), reason: reason.into() }
}
