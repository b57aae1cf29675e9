//! What a watcher of a run is told.

use std::sync::Arc;

use run_engine::state::Graphs;
use run_engine::{JournalEntry, MachineStatus, RunId, RunProgress, StepId, SwarmAskId};
use run_store::RunRow;

/// A run at one place of its journal.
#[derive(Clone, Debug)]
pub struct RunSnapshot {
    /// The run.
    pub run: RunId,
    /// The last journal entry that is contained.
    pub seq: u64,
    /// Its whole state.
    pub progress: Arc<RunProgress>,
    /// The routines that its elements are in.
    pub graphs: Arc<Graphs>,
    /// What its machine does; of a run that is not in memory, what it would do.
    pub machine: MachineStatus,
    /// Its loop is in memory: it moves by itself.
    pub live: bool,
    /// Why what it says to its swarm is not there yet.
    pub delay: Option<SwarmDelay>,
}

impl RunSnapshot {
    /// Nothing of the run is under way: it waits for somebody, something or the clock.
    #[must_use]
    pub fn rests(&self) -> bool {
        crate::places::rests(&self.progress)
    }
}

/// What happened to a run between two places of its journal. All of it is stored.
#[derive(Clone, Debug)]
pub struct RunUpdate {
    /// The run.
    pub run: RunId,
    /// The first journal entry that is contained.
    pub from_seq: u64,
    /// The last one.
    pub seq: u64,
    /// The entries, in order.
    pub entries: Vec<JournalEntry>,
    /// The whole state after them.
    pub progress: Arc<RunProgress>,
    /// The routines that its elements are in.
    pub graphs: Arc<Graphs>,
    /// What its machine does now.
    pub machine: MachineStatus,
}

/// A piece of what a model is saying. It is not stored and may get lost; what was said is on record when it has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeardText {
    /// The step.
    pub step: StepId,
    /// Which request of the step.
    pub call: u32,
    /// The next piece.
    pub piece: String,
}

/// Why something that a run says to its swarm is not there yet. Nothing of it is lost: it is in the run's journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwarmDelay {
    /// The oldest ask that waits; those behind it wait with it.
    pub ask: SwarmAskId,
    /// What was asked, in a word.
    pub request: &'static str,
    /// How often it was tried.
    pub tries: u32,
    /// Why it did not get there, for people.
    pub reason: String,
}

/// What comes to a watcher of one run.
#[derive(Clone, Debug)]
pub enum RunNotice {
    /// The run went on.
    Update(Arc<RunUpdate>),
    /// A model goes on saying something.
    Heard(Arc<HeardText>),
    /// What the run says to its swarm does not get there for now; none when it does again. Tried until it gets there.
    Delayed(Option<Arc<SwarmDelay>>),
    /// Updates were lost, because the watcher was too slow or the run was loaded anew: watch it again.
    WatchAgain,
}

/// What comes to a watcher of the list of runs.
#[derive(Clone, Debug)]
pub enum ListNotice {
    /// A run is new or has changed.
    Changed(Arc<RunRow>),
    /// Runs are gone.
    Removed(Arc<[RunId]>),
    /// Notices were lost: read the list again.
    ReadAgain,
}
