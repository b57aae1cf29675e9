//! Runs that come and go.

use routine_model::{MemberId, RunId, SubtaskId, SwarmAskId};
use serde::{Deserialize, Serialize};

use crate::author::AskKey;
use crate::command::RoutineOffer;
use crate::refusal::Refusal;
use crate::state::Record;

/// The coordinator wants a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunPlanned {
    /// Its id.
    pub run: RunId,
    /// The subtask that it is to work for.
    pub subtask: SubtaskId,
    /// Path or name of its routine.
    pub routine: String,
    /// Who is to do it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// From 1.
    pub attempt: u32,
}

/// A run works for the swarm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunJoined {
    /// The run.
    pub run: RunId,
    /// Its ask.
    pub ask: AskKey,
    /// Path or name of its routine.
    pub routine: String,
    /// The subtask that it works for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtask: Option<SubtaskId>,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
}

/// An ask of a run was refused as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AskRefused {
    /// The run.
    pub run: RunId,
    /// Its ask.
    pub ask: AskKey,
    /// Why.
    pub refusal: Refusal,
}

/// What a run wanted done is done; what that was stands before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AskDone {
    /// The run.
    pub run: RunId,
    /// Its ask.
    pub ask: AskKey,
}

/// A run could not be started.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunLost {
    /// The run.
    pub run: RunId,
    /// Why.
    pub message: String,
}

/// A run has ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunLeft {
    /// Its ask.
    pub ask: AskKey,
    /// What is kept of it.
    pub record: Record,
}

/// These routines can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoutinesOffered {
    /// All of them.
    pub routines: Vec<RoutineOffer>,
}

/// A run has on record what it was answered; the receipts of those asks are not kept any longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceiptsDropped {
    /// The run.
    pub run: RunId,
    /// Asks below this one.
    pub below: SwarmAskId,
}
