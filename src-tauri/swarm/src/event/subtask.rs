//! What has to be done.

use routine_model::SubtaskId;
use serde::{Deserialize, Serialize};

use crate::author::Origin;
use crate::settings::NewSubtask;
use crate::state::SubtaskStatus;
use crate::status::BlockedOn;

/// There is more to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubtaskAdded {
    /// What.
    pub subtask: NewSubtask,
    /// Who wanted it.
    pub by: Origin,
}

/// A subtask is another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubtaskChanged {
    /// As it is now.
    pub subtask: NewSubtask,
    /// Who wanted it.
    pub by: Origin,
}

/// A subtask goes on, or does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubtaskMoved {
    /// Which one.
    pub subtask: SubtaskId,
    /// Where to.
    pub status: SubtaskStatus,
    /// Why it is blocked or has failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocked: Option<BlockedOn>,
    /// Who wanted it.
    pub by: Origin,
}

/// Somebody has to choose a routine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoutineAsked {
    /// For which subtask.
    pub subtask: SubtaskId,
    /// A model, and not a person.
    pub by_model: bool,
}

/// Somebody has chosen a routine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoutineChosen {
    /// For which subtask.
    pub subtask: SubtaskId,
    /// Which one; none when there is none for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub routine: Option<String>,
    /// Who has chosen.
    pub by: crate::author::Author,
    /// What they say about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}
