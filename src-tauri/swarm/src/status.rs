//! A swarm's life cycle, and which step of it may follow which.

use routine_model::SubtaskId;
use serde::{Deserialize, Serialize};

use crate::author::Author;

/// Where a swarm stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SwarmStatus {
    /// Created, and nothing has begun.
    #[default]
    Uninitialised,
    /// What it needs is being prepared.
    Starting,
    /// Runs are at work, or somebody chooses a routine.
    Running,
    /// Nothing is to be done now; it uses no processor time.
    Idle,
    /// Starts nothing until it is resumed.
    Paused,
    /// Ended by somebody or by its policy; runs may still have to leave.
    Stopped,
    /// Ended by a failure; runs may still have to leave.
    Failed,
    /// Over: every run and child has left, and the statistics are closed.
    Terminated,
}

impl SwarmStatus {
    /// Nothing new begins, and nothing is written any more.
    #[must_use]
    pub fn has_ended(self) -> bool {
        match self {
            Self::Stopped | Self::Failed | Self::Terminated => true,
            Self::Uninitialised | Self::Starting | Self::Running | Self::Idle | Self::Paused => false,
        }
    }

    /// The coordinator starts runs.
    #[must_use]
    pub fn coordinates(self) -> bool {
        match self {
            Self::Running | Self::Idle => true,
            Self::Uninitialised | Self::Starting | Self::Paused | Self::Stopped | Self::Failed | Self::Terminated => {
                false
            }
        }
    }

    /// Whether the life cycle goes on from here to there.
    #[must_use]
    pub(crate) fn leads_to(self, next: Self) -> bool {
        match self {
            Self::Uninitialised => matches!(next, Self::Starting | Self::Stopped),
            Self::Starting => matches!(next, Self::Running | Self::Stopped | Self::Failed),
            Self::Running => matches!(next, Self::Idle | Self::Paused | Self::Stopped | Self::Failed),
            Self::Idle => matches!(next, Self::Running | Self::Paused | Self::Stopped | Self::Failed),
            Self::Paused => matches!(next, Self::Running | Self::Stopped | Self::Failed),
            Self::Stopped | Self::Failed => matches!(next, Self::Terminated),
            Self::Terminated => false,
        }
    }
}

/// Why a swarm's status changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "camelCase")]
pub enum StatusReason {
    /// Somebody wanted it.
    Asked {
        /// Who.
        by: Author,
        /// In whose words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<String>,
    },
    /// There is work.
    Work,
    /// There are no subtasks.
    NothingToDo,
    /// Every subtask is done or cancelled.
    Done,
    /// There is work, and nothing of it can go on.
    Stuck {
        /// What holds it up.
        blocks: Vec<Blockage>,
    },
    /// People have to do something first.
    WaitsForPeople {
        /// For what.
        blocks: Vec<Blockage>,
    },
    /// The account is empty, and somebody needs more.
    OutOfCredits,
    /// A subtask has failed.
    SubtaskFailed {
        /// Which one.
        subtask: SubtaskId,
    },
    /// Its parent swarm has ended or paused.
    Parent,
    /// Something broke.
    Error {
        /// What.
        message: String,
    },
    /// Every run has left.
    Closed,
}

/// Why a subtask that is not done does not go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Blockage {
    /// The subtask.
    pub subtask: SubtaskId,
    /// What it waits for.
    pub on: BlockedOn,
}

/// What a subtask waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "on", rename_all = "camelCase")]
pub enum BlockedOn {
    /// Others that have failed, were cancelled, or are blocked themselves.
    Dependencies {
        /// Which ones.
        subtasks: Vec<SubtaskId>,
    },
    /// Somebody said so.
    Said {
        /// In whose words.
        message: String,
    },
    /// It has failed.
    Failed {
        /// Why.
        message: String,
    },
    /// No routine is known that does it.
    NoRoutine {
        /// What was looked for.
        wanted: Option<String>,
    },
    /// A person has it, and has to say when it is done.
    Person {
        /// Who.
        member: routine_model::MemberId,
    },
    /// Somebody is at work on it outside of the swarm's runs.
    Underway,
}
