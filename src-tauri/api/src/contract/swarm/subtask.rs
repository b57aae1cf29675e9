//! Subtasks: what has to be done for a goal.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SwarmRunView;

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

/// What a subtask that does not go on waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum BlockedOn {
    /// Others that cannot be done.
    Dependencies,
    /// Somebody said so.
    Said,
    /// It has failed.
    Failed,
    /// No routine is known that does it.
    NoRoutine,
    /// A person has it, and has to say when it is done.
    Person,
    /// Somebody is at work on it outside of the swarm's runs.
    Underway,
}

/// Why a subtask does not go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SubtaskBlock {
    /// What it waits for.
    pub on: BlockedOn,
    /// In whose words, which routine, or who.
    pub message: Option<String>,
    /// The subtasks that it waits for.
    pub subtasks: Vec<String>,
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
    /// Why it does not go on.
    pub blocked: Option<SubtaskBlock>,
    /// The member that it is given to.
    pub assignee: Option<String>,
    /// The subtasks that have to be done before.
    pub depends_on: Vec<String>,
    /// The larger, the sooner.
    pub priority: i32,
    /// The routine that does it, by its file or process; chosen when it is begun when absent.
    pub routine: Option<String>,
    /// Every subtask that it waits for is done, and nobody has begun.
    pub ready: bool,
    /// The runs that work for it or have.
    pub runs: Vec<SwarmRunView>,
}
