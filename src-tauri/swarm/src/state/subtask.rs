//! What has to be done for the goal.

use routine_model::{MemberId, RunId, SubtaskId};
use serde::{Deserialize, Serialize};

use crate::settings::NewSubtask;
use crate::status::BlockedOn;

/// A subtask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Subtask {
    /// What was wanted.
    #[serde(flatten)]
    pub wanted: NewSubtask,
    /// Where it stands.
    pub status: SubtaskStatus,
    /// Why it is blocked or has failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocked: Option<BlockedOn>,
    /// Place among those that were added.
    pub place: u64,
    /// Runs that were planned for it since it was last to be done from the beginning.
    pub attempts: u32,
    /// The latest of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<RunId>,
    /// A model or a person was asked which routine does it, and has not answered.
    #[serde(default)]
    pub choosing: bool,
    /// The routine that was chosen for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<String>,
}

/// Where a subtask stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SubtaskStatus {
    /// To be done.
    #[default]
    Todo,
    /// Somebody is at it.
    InProgress,
    /// Done.
    Done,
    /// It cannot be done as things are.
    Blocked,
    /// It was tried and failed.
    Failed,
    /// It is not wanted any more.
    Cancelled,
}

impl SubtaskStatus {
    /// As it is said to people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Todo => "to do",
            Self::InProgress => "in progress",
            Self::Done => "done",
            Self::Blocked => "blocked",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Nothing more is to be done for it.
    #[must_use]
    pub fn is_over(self) -> bool {
        match self {
            Self::Done | Self::Cancelled => true,
            Self::Todo | Self::InProgress | Self::Blocked | Self::Failed => false,
        }
    }

    /// Whether what depends on it can never begin as things are.
    #[must_use]
    pub(crate) fn holds_up(self) -> bool {
        match self {
            Self::Blocked | Self::Failed | Self::Cancelled => true,
            Self::Todo | Self::InProgress | Self::Done => false,
        }
    }
}

impl Subtask {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &SubtaskId {
        &self.wanted.id
    }

    /// Who is to do it.
    #[must_use]
    pub fn assignee(&self) -> Option<&MemberId> {
        self.wanted.assignee.as_ref()
    }
}
