//! One line in the list of swarms.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SwarmCredits;

/// Where a swarm stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SwarmStatus {
    /// Made and not started.
    Uninitialised,
    /// Its first runs are being chosen.
    Starting,
    /// Runs work for it, or are about to.
    Running,
    /// Nothing can be begun now; it waits for runs, people or changes.
    Idle,
    /// Nothing is begun until it is resumed.
    Paused,
    /// Ended by a person or because its goal is reached.
    Stopped,
    /// Ended because it could not go on.
    Failed,
    /// Ended for good; nothing of it can be moved any more.
    Terminated,
}

impl SwarmStatus {
    /// In words, for sentences and terminals.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Uninitialised => "not started",
            Self::Starting => "starting",
            Self::Running => "running",
            Self::Idle => "idle",
            Self::Paused => "paused",
            Self::Stopped => "stopped",
            Self::Failed => "failed",
            Self::Terminated => "ended for good",
        }
    }
}

/// Why a swarm stands where it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SwarmReasonKind {
    /// Somebody wanted it.
    Asked,
    /// There is work.
    Work,
    /// There are no subtasks.
    NothingToDo,
    /// Every subtask is done or cancelled.
    Done,
    /// There is work, and nothing of it can go on.
    Stuck,
    /// People have what is left to do.
    People,
    /// The account is empty, and somebody needs more.
    OutOfCredits,
    /// A subtask has failed.
    SubtaskFailed,
    /// Its parent swarm has ended or paused.
    Parent,
    /// Something broke.
    Error,
    /// Every run has left.
    Closed,
}

/// Why a swarm stands where it does, as far as there is more to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SwarmReason {
    /// Why.
    pub why: SwarmReasonKind,
    /// In whose words, or what broke.
    pub message: Option<String>,
    /// The subtasks that it is about.
    pub subtasks: Vec<String>,
}

/// How many subtasks there are, by how far they have come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SubtaskCounts {
    /// All.
    pub total: u32,
    /// Done.
    pub done: u32,
    /// Somebody works on them.
    pub in_progress: u32,
    /// Something is in their way, or they failed.
    pub stuck: u32,
}

/// What a list of swarms shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SwarmSummary {
    /// The swarm.
    pub swarm_id: String,
    /// The name to show.
    pub name: String,
    /// What it is to reach, in a sentence or more.
    pub goal: String,
    /// Where it stands.
    pub status: SwarmStatus,
    /// Why it stands there.
    pub reason: Option<SwarmReason>,
    /// The swarm that made it.
    pub parent: Option<String>,
    /// When it was made, in milliseconds since 1970.
    pub created_at: u64,
    /// When its journal last grew.
    pub changed_at: u64,
    /// Events in its journal.
    pub seq: u64,
    /// How far its subtasks have come.
    pub subtasks: SubtaskCounts,
    /// Runs that work for it now.
    pub runs: u32,
    /// Keys on its blackboard that have not been deleted.
    pub entries: u64,
    /// What it may spend and has spent.
    pub credits: SwarmCredits,
}

/// All swarms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SwarmList {
    /// The swarms, latest change first.
    pub swarms: Vec<SwarmSummary>,
}
