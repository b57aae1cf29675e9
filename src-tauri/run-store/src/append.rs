//! What one command's reaction adds to the store, all of it or nothing.

use std::sync::Arc;

use run_engine::event::RunOrigin;
use run_engine::{JournalEntry, RunId};

use crate::{Exchange, RunRow, StoredRoutine, StrategyFigureRow};

/// New entries of one run's journal with the line of the list of runs that belongs to them.
#[derive(Clone, Debug)]
pub struct Append {
    /// The run.
    pub run: RunId,
    /// A new run whose journal begins as that of another one, up to there: the entries behind follow. Both have the same
    /// texts of routines.
    pub copy_of: Option<RunOrigin>,
    /// Where its journal ends now; 0 for a new run, and for a copy where what it copies ends. Anything else there is a conflict, and nothing is written.
    pub expected_seq: u64,
    /// What follows, without a gap.
    pub entries: Arc<[JournalEntry]>,
    /// Which of them are the last that a command has led to, ascending: between two of these a run is in the middle of
    /// something.
    pub command_ends: Vec<u64>,
    /// The line in the list of runs.
    pub row: RunRow,
    /// Texts of routines that the run needs from now on. They are kept as long as the run is.
    pub texts: Vec<StoredRoutine>,
    /// What they say about how steps went; added to what is known.
    pub figures: Vec<StrategyFigureRow>,
    /// What changes with them beyond this run.
    pub exchange: Exchange,
    /// What the entries have to survive.
    pub durability: Durability,
}

/// What a write survives once it is acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Durability {
    /// The end of the process. Enough for progress that is only computed again when it is lost.
    Process,
    /// The loss of power. Needed before anything outside is done.
    Power,
}
