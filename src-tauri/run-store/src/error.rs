//! What can go wrong with the store. Every message is a sentence for people.

use std::path::PathBuf;

use run_engine::RunId;
use swarm::SwarmId;
use thiserror::Error;

/// Why the store could not do what was asked.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum StoreError {
    /// The file cannot be opened or created.
    #[error("the database {path} cannot be opened: {reason}")]
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// It is some other file.
    #[error("{path} is not a database of this program")]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// A newer program has written it.
    #[error(
        "the database has version {found} and was written by a newer version of this program, which knows {known} at most; it was left as it is"
    )]
    Newer {
        /// The version of the file.
        found: u32,
        /// The newest version that this program knows.
        known: u32,
    },
    /// It is damaged.
    #[error("the database is damaged: {reason}")]
    Corrupt {
        /// What SQLite says.
        reason: String,
    },
    /// It can be read and not written.
    #[error("the database cannot be written: the file or its folder is read-only")]
    ReadOnly,
    /// No room is left.
    #[error("nothing more can be stored: the disk is full")]
    DiskFull,
    /// Another program holds it for too long.
    #[error("the database is busy: another program has been writing to it for too long")]
    Busy,
    /// Another program has the file open, and it has to be changed as a whole.
    #[error("the database is open in another window or terminal; close it there first")]
    InUse,
    /// Something stored cannot be read.
    #[error("an entry of {table} at {place} cannot be read: {reason}")]
    Unreadable {
        /// The table.
        table: &'static str,
        /// Which row.
        place: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A message or signal that the entries answer has been taken by somebody else meanwhile.
    #[error("what run {0} answers to has been taken by another run meanwhile")]
    TakenAlready(RunId),
    /// Somebody else has written to the run's journal, or this is no continuation of it.
    #[error("the journal of run {run} ends at {found}, not at {expected}: somebody else has written to it")]
    Conflict {
        /// The run.
        run: RunId,
        /// Where the writer thought that it ends.
        expected: u64,
        /// Where it ends.
        found: u64,
    },
    /// No such run.
    #[error("there is no run {0}")]
    UnknownRun(RunId),
    /// The run goes on.
    #[error("run {0} has not ended; cancel it first")]
    RunNotEnded(RunId),
    /// Another program executes the run.
    #[error("run {0} is open in another window or terminal; close it there first")]
    RunInUse(RunId),
    /// No such swarm.
    #[error("there is no swarm {0}")]
    UnknownSwarm(SwarmId),
    /// Somebody else has written to the swarm's journal, or this is no continuation of it.
    #[error("the journal of swarm {swarm} ends at {found}, not at {expected}: somebody else has written to it")]
    SwarmConflict {
        /// The swarm.
        swarm: SwarmId,
        /// Where the writer thought that it ends.
        expected: u64,
        /// Where it ends.
        found: u64,
    },
    /// The store has been closed.
    #[error("the database has been closed")]
    Closed,
    /// Anything else that SQLite or the system reports.
    #[error("the database reports: {0}")]
    Other(String),
}

impl StoreError {
    /// A stable code in kebab case, for the hosts' errors.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::CannotOpen { .. } => "database-cannot-open",
            Self::Foreign { .. } => "database-foreign",
            Self::Newer { .. } => "database-newer",
            Self::Corrupt { .. } => "database-corrupt",
            Self::ReadOnly => "database-read-only",
            Self::DiskFull => "disk-full",
            Self::Busy => "database-busy",
            Self::InUse => "database-in-use",
            Self::Unreadable { .. } => "entry-unreadable",
            Self::TakenAlready(_) => "taken-already",
            Self::Conflict { .. } => "journal-conflict",
            Self::UnknownRun(_) => "unknown-run",
            Self::RunNotEnded(_) => "run-not-ended",
            Self::RunInUse(_) => "run-in-use",
            Self::UnknownSwarm(_) => "unknown-swarm",
            Self::SwarmConflict { .. } => "swarm-journal-conflict",
            Self::Closed => "database-closed",
            Self::Other(_) => "database-error",
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Corrupt { reason: error.to_string() },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            _ => Self::Other(error.to_string()),
        }
    }
}
