//! Takes what can be read out of a damaged database. Runs that are whole go on in the new one; of the others the beginning is
//! kept as a record, which can be looked at and forked. It must not go on by itself: what is missing may have been done.

use std::path::Path;

use run_engine::{JournalEntry, RunId, RunStateMachine, Timestamp};
use run_store::{Append, BrokenRun, Durability, Exchange, Imported, Rescued, RescuedTable, RunPersistence, RunRow};

use crate::error::HostError;
use crate::places;
use crate::run_file::graphs;
use crate::run_id::new_run_id;

/// What came out of a damaged database.
#[derive(Debug)]
pub struct RescueReport {
    /// Runs that are as they were.
    pub whole: u64,
    /// Runs of which something is missing.
    pub cut: Vec<CutRun>,
    /// What became of each table.
    pub tables: Vec<RescuedTable>,
}

/// A run of which something is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutRun {
    /// The run; none when nothing says any more which it was.
    pub run: Option<RunId>,
    /// Entries of its journal that are kept; 0 when nothing of it is.
    pub kept: u64,
    /// How many there were, when that is known.
    pub of: Option<u64>,
    /// What is wrong with the first one that is missing.
    pub reason: String,
}

/// Copies what can be read of a database into a new one; the damaged one stays as it is.
///
/// # Errors
/// Nothing of it can be read, or the new one is there already or cannot be written.
pub fn rescue(from: &Path, to: &Path, now: Timestamp) -> Result<RescueReport, HostError> {
    let Rescued { tables, whole, broken } = run_store::rescue(from, to)?;
    let store = RunPersistence::open(to)?;
    let cut = broken.into_iter().map(|broken| keep(&store, broken, now)).collect::<Result<_, _>>()?;
    store.flush()?;
    Ok(RescueReport { whole, cut, tables })
}

/// Keeps as much of a run as can be put together.
fn keep(store: &RunPersistence, broken: BrokenRun, now: Timestamp) -> Result<CutRun, HostError> {
    let BrokenRun { run, mut entries, mut command_ends, of, texts, mut reason } = broken;
    let graphs = graphs(&texts);
    let mut machine = RunStateMachine::new(graphs.clone());
    let sound = entries.iter().take_while(|entry| match machine.replay_on([JournalEntry::clone(entry)]) {
        Ok(()) => true,
        Err(error) => {
            reason = format!("entry {} of its journal does not fit: {error}", entry.seq);
            false
        }
    });
    let sound = sound.count();
    entries.truncate(sound);
    command_ends.retain(|seq| *seq <= sound as u64);
    let mut machine = RunStateMachine::new(graphs.clone());
    let replayed = machine.replay_on(entries.iter().cloned());
    let (Some(progress), Ok(())) = (machine.progress(), replayed) else {
        return Ok(CutRun { run, kept: 0, of, reason });
    };
    let id = match &run {
        Some(run) => run.clone(),
        None => new_run_id(now)?,
    };
    let last = entries.last().map_or(now, |entry| entry.time);
    let imported = Some(Imported { run: id.clone(), at: now });
    let row = RunRow { imported, rests: false, asks: 0, ..places::row(progress, &graphs, last) };
    store.append(Append {
        run: id,
        copy_of: None,
        expected_seq: 0,
        entries: entries.into(),
        command_ends,
        row,
        texts,
        figures: Vec::new(),
        exchange: Exchange::default(),
        durability: Durability::Power,
    })?;
    Ok(CutRun { run, kept: sound as u64, of, reason })
}
