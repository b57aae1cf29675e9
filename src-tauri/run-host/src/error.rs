//! Why the host could not do what was asked.

use std::fmt;

use routine_model::{ElementId, Position};
use run_engine::{Rejection, RoutineVersion, RunId};
use run_store::StoreError;
use thiserror::Error;

use crate::run_file::RunFileError;

/// A refusal of the host. Every message is a sentence for people.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum HostError {
    /// The routine cannot run: every reason at once.
    #[error("the routine cannot run: {}", list(.0))]
    Unusable(Vec<Obstacle>),
    /// The run refuses the command; nothing has changed.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// The store refuses; nothing has changed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The text that the run began with is not kept any more.
    #[error("run {run} cannot be opened: the text {} that it began with is not in the database", version.0)]
    TextMissing {
        /// The run.
        run: RunId,
        /// The missing text.
        version: RoutineVersion,
    },
    /// The journal was written by a newer program.
    #[error("run {run} cannot be opened: its journal has format {found}, and this program knows {known} at most")]
    JournalNewer {
        /// The run.
        run: RunId,
        /// The format of the journal.
        found: u32,
        /// The newest format that this program knows.
        known: u32,
    },
    /// The journal does not fit together.
    #[error("run {run} cannot be opened: {reason}")]
    JournalBroken {
        /// The run.
        run: RunId,
        /// What is wrong with it.
        reason: String,
    },
    /// The run came from a file, and is a record.
    #[error("run {0} came from a file and is a record that nothing is added to; fork it to go on from it")]
    Imported(RunId),
    /// The run has begun no such step.
    #[error("the run has begun no such step")]
    NoSuchStep,
    /// Nothing in the run has failed.
    #[error("nothing in the run has failed, so there is no failed step to begin from")]
    NothingFailed,
    /// A changed definition is to go on in the middle.
    #[error(
        "the routine has changed since the run began, and what it has done may not fit any more; with the current definition a run begins at the start"
    )]
    OtherDefinition,
    /// A run cannot be exported, or a file not be read.
    #[error(transparent)]
    File(#[from] RunFileError),
    /// The run was dropped from memory while the command was under way; it may be sent again.
    #[error("run {0} has been closed meanwhile; try again")]
    Closed(RunId),
}

impl HostError {
    /// A stable code in kebab case.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unusable(_) => "unusable-routine",
            Self::Rejected(rejection) => rejection.code(),
            Self::Store(error) => error.code(),
            Self::TextMissing { .. } => "text-missing",
            Self::JournalNewer { .. } => "journal-newer",
            Self::JournalBroken { .. } => "journal-broken",
            Self::Imported(_) => "run-imported",
            Self::NoSuchStep => "no-such-step",
            Self::NothingFailed => "nothing-failed",
            Self::OtherDefinition => "other-definition",
            Self::File(_) => "run-file",
            Self::Closed(_) => "run-closed",
        }
    }
}

/// One reason for which a routine cannot run.
#[derive(Clone, Debug, PartialEq)]
pub struct Obstacle {
    /// A stable code: the rule of a diagnostic, or `unsupported`.
    pub code: String,
    /// A sentence for people.
    pub message: String,
    /// What could be done about it.
    pub hint: Option<String>,
    /// The element that it is about.
    pub element: Option<ElementId>,
    /// Where it is in the text.
    pub position: Option<Position>,
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.element {
            Some(element) => write!(f, "{element}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

fn list(obstacles: &[Obstacle]) -> String {
    obstacles.iter().map(Obstacle::to_string).collect::<Vec<_>>().join("; ")
}
