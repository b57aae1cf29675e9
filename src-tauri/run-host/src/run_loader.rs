//! Brings routines and runs into memory.

use std::collections::{HashMap, VecDeque};
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use routine_model::{Diagnostic, ElementId, Reading, RoutineGraph, read_routine};
use run_engine::command::LoadedRoutine;
use run_engine::event::JOURNAL_FORMAT;
use run_engine::state::Graphs;
use run_engine::{JournalEntry, RoutineRef, RoutineVersion, RunEvent, RunId, RunProgress, RunStateMachine};
use run_store::{RunPersistence, RunRow, StoredRoutine};
use sha2::{Digest, Sha256};

use crate::checkpoints::{self, Kept};
use crate::error::HostError;
use crate::step_figures::StepFigureFold;

/// How a called routine is found: by the id of its process.
pub type FindRoutine = Arc<dyn Fn(&str) -> Result<RoutineFile, String> + Send + Sync>;

/// A file in which a called routine was found.
#[derive(Clone, Debug)]
pub struct RoutineFile {
    /// Where it is.
    pub path: String,
    /// The name to show.
    pub name: String,
    /// Its text.
    pub bytes: Vec<u8>,
}

/// A called routine, with the text to be kept.
#[derive(Clone, Debug)]
pub(crate) struct FoundRoutine {
    pub(crate) routine: LoadedRoutine,
    pub(crate) text: StoredRoutine,
}

/// A run in memory.
#[derive(Debug)]
pub(crate) struct LoadedRun {
    pub(crate) machine: RunStateMachine,
    pub(crate) graphs: Graphs,
    pub(crate) figures: StepFigureFold,
}

/// Reads stored runs and the routines that they are pinned to. A text that several runs use is kept once in memory.
#[derive(Clone)]
pub struct RunLoader {
    store: RunPersistence,
    find: FindRoutine,
    graphs: Arc<Mutex<HashMap<RoutineVersion, Weak<RoutineGraph>>>>,
    /// The latest texts that were read with their diagnostics: whoever starts a routine often starts it again.
    readings: Arc<Mutex<VecDeque<ReadText>>>,
}

/// So many texts are kept read, also while no run uses them.
const READINGS: usize = 8;

/// A text that has been read.
#[derive(Clone, Debug)]
pub(crate) struct ReadText {
    pub(crate) version: RoutineVersion,
    pub(crate) graph: Arc<RoutineGraph>,
    pub(crate) diagnostics: Arc<[Diagnostic]>,
}

impl std::fmt::Debug for RunLoader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RunLoader").field("store", &self.store).finish_non_exhaustive()
    }
}

impl RunLoader {
    pub(crate) fn new(store: RunPersistence, find: FindRoutine) -> Self {
        Self { store, find, graphs: Arc::default(), readings: Arc::default() }
    }

    /// A run as it is stored, or as it was after an earlier entry of its journal: its latest checkpoint before that, and the
    /// entries behind it.
    ///
    /// # Errors
    /// There is no such run, its journal or a text that it needs cannot be read, or a newer program has written it.
    pub(crate) fn load(&self, run: &RunId, at: Option<u64>) -> Result<LoadedRun, HostError> {
        let row = self.store.run(run)?;
        let at = at.map_or(row.seq, |at| at.min(row.seq));
        let Kept { progress, mut figures } = checkpoints::latest(&self.store, run, at).unwrap_or_default();
        let from = progress.as_ref().map_or(0, |progress| progress.seq);
        let rest = u32::try_from(at - from).unwrap_or(u32::MAX);
        let entries = self.store.journal(run, from + 1, Some(rest))?;
        if progress.is_none() {
            check_format(run, &entries)?;
        }
        check_end(run, from, &entries, at)?;
        let graphs = self.graphs_of(run, &row, progress.as_ref(), &entries)?;
        // What they add is in the store.
        figures.read(&entries);
        let mut machine = match progress {
            Some(progress) => RunStateMachine::at(graphs.clone(), progress),
            None => RunStateMachine::new(graphs.clone()),
        };
        machine
            .replay_on(entries)
            .map_err(|error| HostError::JournalBroken { run: run.clone(), reason: error.to_string() })?;
        if let Some(progress) = machine.progress()
            && progress.seq >= from + checkpoints::ENTRIES
        {
            checkpoints::keep(&self.store, run, &Kept { progress: Some(progress.clone()), figures: figures.clone() });
        }
        Ok(LoadedRun { machine, graphs, figures })
    }

    /// A text with what is wrong with it.
    pub(crate) fn read_text(&self, bytes: &[u8]) -> ReadText {
        let version = version_of(bytes);
        let readings = || self.readings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = readings().iter().find(|known| known.version == version) {
            return known.clone();
        }
        let Reading { graph, diagnostics, .. } = read_routine(bytes);
        let read = ReadText { version, graph: Arc::new(graph), diagnostics: diagnostics.into() };
        self.remember(&read.version, &read.graph);
        let mut readings = readings();
        readings.truncate(READINGS - 1);
        readings.push_front(read.clone());
        read
    }

    /// The graph of a text.
    pub(crate) fn read(&self, bytes: &[u8]) -> Arc<RoutineGraph> {
        let version = version_of(bytes);
        let graph = self.cached(&version).unwrap_or_else(|| Arc::new(read_routine(bytes).graph));
        self.remember(&version, &graph);
        graph
    }

    /// The file of the routine with this process.
    pub(crate) fn file(&self, process: &str) -> Result<RoutineFile, String> {
        (self.find)(process)
    }

    /// Finds the routine whose process a call activity names.
    pub(crate) fn find(&self, process: &str) -> Result<FoundRoutine, String> {
        let RoutineFile { path, name, bytes } = (self.find)(process)?;
        let version = version_of(&bytes);
        let process = ElementId::from(process);
        let graph = self.read(&bytes);
        if graph.container(&process).is_none_or(|container| container.process.is_none()) {
            return Err(format!("{path} has no process {process}"));
        }
        let text = StoredRoutine { version: version.clone(), name: path.clone(), bytes };
        let routine = LoadedRoutine { routine: RoutineRef { path, name, version }, process, graph };
        Ok(FoundRoutine { routine, text })
    }

    /// The graphs of all routines that a run has used.
    ///
    /// # Errors
    /// There is no such run, or a text that it needs cannot be read.
    pub(crate) fn graphs(&self, run: &RunId) -> Result<Graphs, HostError> {
        let own = self.store.run(run)?.routine.version;
        std::iter::once(own)
            .chain(self.store.pinned(run)?)
            .map(|version| Ok((version.clone(), self.graph(run, &version)?)))
            .collect()
    }

    fn graphs_of(
        &self,
        run: &RunId,
        row: &RunRow,
        checkpoint: Option<&RunProgress>,
        entries: &[JournalEntry],
    ) -> Result<Graphs, HostError> {
        let pinned_before = checkpoint
            .into_iter()
            .flat_map(|progress| std::iter::once(&progress.routine).chain(progress.pinned.values()));
        let pinned = entries.iter().filter_map(|entry| match &entry.event {
            RunEvent::RoutinePinned(pinned) => Some(&pinned.routine),
            // The version that it began with, and those that it went on with.
            RunEvent::RunCreated(created) => Some(&created.routine),
            RunEvent::RunMigrated(migrated) => Some(&migrated.routine),
            _ => None,
        });
        std::iter::once(&row.routine)
            .chain(pinned_before)
            .chain(pinned)
            .map(|routine| Ok((routine.version.clone(), self.graph(run, &routine.version)?)))
            .collect()
    }

    fn graph(&self, run: &RunId, version: &RoutineVersion) -> Result<Arc<RoutineGraph>, HostError> {
        if let Some(graph) = self.cached(version) {
            return Ok(graph);
        }
        let missing = || HostError::TextMissing { run: run.clone(), version: version.clone() };
        let text = self.store.routine(version)?.ok_or_else(missing)?;
        let graph = Arc::new(read_routine(&text.bytes).graph);
        self.remember(version, &graph);
        Ok(graph)
    }

    fn cached(&self, version: &RoutineVersion) -> Option<Arc<RoutineGraph>> {
        self.graphs.lock().unwrap_or_else(PoisonError::into_inner).get(version).and_then(Weak::upgrade)
    }

    /// Shares a graph with the next run on the same text.
    pub(crate) fn remember(&self, version: &RoutineVersion, graph: &Arc<RoutineGraph>) {
        let mut graphs = self.graphs.lock().unwrap_or_else(PoisonError::into_inner);
        graphs.retain(|_, graph| graph.strong_count() > 0);
        graphs.insert(version.clone(), Arc::downgrade(graph));
    }
}

/// The version of a text: its SHA-256 in hexadecimal.
#[must_use]
pub fn version_of(bytes: &[u8]) -> RoutineVersion {
    RoutineVersion(hex(&Sha256::digest(bytes)).into())
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

fn check_format(run: &RunId, entries: &[JournalEntry]) -> Result<(), HostError> {
    match entries.first().map(|entry| &entry.event) {
        Some(RunEvent::RunCreated(created)) if created.format > JOURNAL_FORMAT => {
            Err(HostError::JournalNewer { run: run.clone(), found: created.format, known: JOURNAL_FORMAT })
        }
        Some(RunEvent::RunCreated(_)) => Ok(()),
        Some(_) | None => {
            let reason = "its journal does not begin with its creation".to_owned();
            Err(HostError::JournalBroken { run: run.clone(), reason })
        }
    }
}

/// An entry that is missing is nothing to go on without: what it said may have been done.
fn check_end(run: &RunId, from: u64, entries: &[JournalEntry], at: u64) -> Result<(), HostError> {
    let last = entries.iter().zip(from + 1..).take_while(|(entry, seq)| entry.seq == *seq).last();
    let end = last.map_or(from, |(_, seq)| seq);
    if end == at {
        return Ok(());
    }
    let reason = format!("entry {} of its journal is missing, and there should be {at}", end + 1);
    Err(HostError::JournalBroken { run: run.clone(), reason })
}
