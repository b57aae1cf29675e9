//! What a run asks of its swarm.

use routine_model::graph::settings::Strategy;
use routine_model::{Credits, ElementId, EntryOperation, MemberId, SubtaskId, SwarmAskId, SwarmId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::{RunId, StepId};
use crate::outcome::VariableMap;
use crate::status::{RunStatus, StatusReason};

/// One ask on its way. Run and number together are the key under which the swarm does it once.
#[derive(Clone, Debug, PartialEq)]
pub struct SwarmAsk {
    /// The swarm.
    pub swarm: SwarmId,
    /// The run that asks.
    pub run: RunId,
    /// The ask's number in it.
    pub ask: SwarmAskId,
    /// As whom it asks; none where neither a lane nor the run's link names a member.
    pub member: Option<MemberId>,
    /// The flow node on whose behalf it asks; none for the run as a whole.
    pub element: Option<ElementId>,
    /// The step on whose behalf it asks; a node that reads before its step starts has none.
    pub step: Option<StepId>,
    /// All that the run had spent when it asked, so that settling twice changes nothing.
    pub spent_total: Credits,
    /// What it was spent on that no ask before has said.
    pub spent_on: Vec<StepExpense>,
    /// What.
    pub request: SwarmRequest,
}

/// What a step of a run has cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StepExpense {
    /// The step.
    pub step: StepId,
    /// Its flow node.
    pub element: ElementId,
    /// As whom it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// How.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strategy: Option<Strategy>,
    /// How much.
    pub credits: Credits,
}

/// What a run asks of its swarm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SwarmRequest {
    /// To work for it. Answered by `Joined`, or `Refused`, which ends the run.
    Join {
        /// The subtask that it works on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subtask: Option<SubtaskId>,
    },
    /// The current values of entries, all of one moment. Answered by `Entries`, or `Refused`, which fails the node.
    Read {
        /// Which.
        reads: Vec<EntryRead>,
    },
    /// New values of entries, in this order. Answered by `Written`; `Refused` stands for a refusal of every one.
    Write {
        /// Which.
        writes: Vec<EntryWrite>,
    },
    /// The values of entries as soon as the blackboard has something newer about one of them. Answered by `Entries`, or
    /// `Refused`.
    Watch {
        /// Which.
        reads: Vec<EntryRead>,
        /// The version of the blackboard that the run knows; none knows nothing yet and is answered at once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        known_version: Option<u64>,
    },
    /// More credits on top of the run's allotment. Answered by `Granted`, or `Refused`.
    Reserve {
        /// How many more.
        amount: Credits,
        /// It has been refused once: it is not answered before it can be granted, and then wakes the run.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        patient: bool,
    },
    /// To work for it no more. Answered by `Left`; writes in it that are refused stand in the swarm's record of the run.
    Leave(Box<SwarmLeave>),
}

/// One entry to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EntryRead {
    /// Its key.
    pub key: String,
}

/// One entry to write.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EntryWrite {
    /// Its key.
    pub key: String,
    /// How.
    #[serde(default)]
    pub operation: EntryOperation,
    /// With what; null for `delete`.
    #[serde(default)]
    pub value: Value,
    /// The version that the entry has to have, 0 for one that must not exist; none for any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_version: Option<u64>,
}

/// How a run has ended, and what it leaves behind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SwarmLeave {
    /// Its last status.
    pub status: RunStatus,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<StatusReason>,
    /// The subtask that it worked on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtask: Option<SubtaskId>,
    /// A sentence for people, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What it has produced, for the record.
    #[serde(default, skip_serializing_if = "VariableMap::is_empty")]
    pub outputs: VariableMap,
    /// Declared outputs that go to entries; only of a run that has completed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub writes: Vec<EntryWrite>,
    /// Declared outputs that become resources; only of a run that has completed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<LeavingResource>,
}

/// A declared output that becomes a resource of the swarm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LeavingResource {
    /// Its name: that of the output, or what the output says.
    pub name: String,
    /// Its content.
    pub value: Value,
    /// Its media type, when the output declares one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mime: Option<String>,
}

impl SwarmRequest {
    /// In a word, as in the journal.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Join { .. } => "join",
            Self::Read { .. } => "read",
            Self::Write { .. } => "write",
            Self::Watch { .. } => "watch",
            Self::Reserve { .. } => "reserve",
            Self::Leave(_) => "leave",
        }
    }

    /// The keys of the entries that it is about.
    #[must_use]
    pub fn keys(&self) -> Vec<String> {
        match self {
            Self::Read { reads } | Self::Watch { reads, .. } => reads.iter().map(|read| read.key.clone()).collect(),
            Self::Write { writes } => writes.iter().map(|write| write.key.clone()).collect(),
            Self::Leave(leave) => leave.writes.iter().map(|write| write.key.clone()).collect(),
            Self::Join { .. } | Self::Reserve { .. } => Vec::new(),
        }
    }

    /// Whether it changes something in the swarm, so that it stays open until it is answered, whatever becomes of the
    /// branch that asked.
    #[must_use]
    pub fn changes_the_swarm(&self) -> bool {
        match self {
            Self::Join { .. } | Self::Write { .. } | Self::Reserve { .. } | Self::Leave(_) => true,
            Self::Read { .. } | Self::Watch { .. } => false,
        }
    }
}
