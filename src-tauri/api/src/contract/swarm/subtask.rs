//! Subtasks: what has to be done for a goal.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How far a subtask has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SubtaskStatus {
    /// Nobody has begun.
    Todo,
    /// Somebody works on it.
    InProgress,
    /// Done.
    Done,
    /// Something is in its way.
    Blocked,
    /// It could not be done.
    Failed,
    /// It is not wanted any more.
    Cancelled,
}

/// A subtask.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SubtaskView {
    /// Its id.
    pub id: String,
    /// What has to be done.
    pub description: String,
    /// How far it has come.
    pub status: SubtaskStatus,
    /// Why it stands there.
    pub reason: Option<String>,
    /// The member that it is given to.
    pub assignee: Option<String>,
    /// The subtasks that have to be done before.
    pub depends_on: Vec<String>,
    /// The subtask that it is a part of.
    pub parent: Option<String>,
    /// The larger, the sooner.
    pub priority: i32,
    /// The routine that does it, by its file or process; chosen when it is begun where absent.
    pub routine: Option<String>,
    /// Every subtask that it waits for is done, and nobody has begun.
    pub ready: bool,
    /// The runs that worked for it, the first one first.
    pub runs: Vec<String>,
    /// Keys that its runs have written.
    pub keys: Vec<String>,
}
