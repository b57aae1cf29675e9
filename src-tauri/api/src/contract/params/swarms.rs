//! Parameters of the commands that make, move and show swarms.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::contract::SubtaskStatus;

/// What a swarm is made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", tag = "source")]
#[ts(optional_fields = nullable)]
pub enum SwarmSource {
    /// A swarm's file.
    File {
        /// Where it is.
        path: String,
    },
    /// The text of a swarm's file.
    Text {
        /// The text, as JSON.
        text: String,
    },
    /// What a form asks; the team is whoever sits here.
    Form {
        /// The name to show.
        name: String,
        /// What it is to reach.
        goal: String,
        /// What it may spend, a decimal number of credits; no cap when absent.
        credits: Option<String>,
        /// Descriptions of its first subtasks; each waits for the one before it.
        subtasks: Vec<String>,
    },
}

/// Makes a swarm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct CreateSwarm {
    /// What it is made of.
    pub swarm: SwarmSource,
}

/// Names a shipped swarm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct SampleSwarmReference {
    /// Name of the sample.
    pub id: String,
}

/// Names a swarm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct SwarmReference {
    /// The swarm.
    pub swarm_id: String,
}

/// Ends a swarm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct StopSwarm {
    /// The swarm.
    pub swarm_id: String,
    /// Why, in words.
    pub reason: Option<String>,
}

/// Names a swarm at a place of its journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ReadSwarm {
    /// The swarm.
    pub swarm_id: String,
    /// As it was then; as it is now when absent.
    pub as_of: Option<AsOf>,
}

/// A place in a swarm's journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", tag = "by")]
#[ts(optional_fields = nullable)]
pub enum AsOf {
    /// After the event of this number.
    Seq {
        /// Its number, from 1.
        seq: u64,
    },
    /// After the last event up to this time.
    Time {
        /// Milliseconds since 1970.
        time: u64,
    },
}

/// Begins to watch a swarm.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct WatchSwarm {
    /// A number that the page has not used before in this session.
    pub subscription: u32,
    /// The swarm.
    pub swarm_id: String,
}

/// Raises what a swarm may spend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct TopUpSwarm {
    /// The swarm.
    pub swarm_id: String,
    /// By how much, a decimal number of credits.
    pub amount: String,
}

/// Adds a subtask.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct AddSubtask {
    /// The swarm.
    pub swarm_id: String,
    /// What has to be done.
    pub description: String,
    /// The member that it is given to.
    pub assignee: Option<String>,
    /// The subtasks that have to be done before.
    pub depends_on: Vec<String>,
    /// The larger, the sooner.
    pub priority: i32,
    /// The routine that does it.
    pub routine: Option<String>,
}

/// Changes a subtask; what is absent stays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ChangeSubtask {
    /// The swarm.
    pub swarm_id: String,
    /// The subtask.
    pub subtask_id: String,
    /// What has to be done.
    pub description: Option<String>,
    /// How far it has come.
    pub status: Option<SubtaskStatus>,
    /// The member that it is given to; nobody when empty.
    pub assignee: Option<String>,
    /// The subtasks that have to be done before.
    pub depends_on: Option<Vec<String>>,
    /// The larger, the sooner.
    pub priority: Option<i32>,
    /// The routine that does it; chosen when it is begun where empty.
    pub routine: Option<String>,
}

/// Asks for a stretch of a swarm's records.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ReadRecords {
    /// The swarm.
    pub swarm_id: String,
    /// Only records before this place of the journal.
    pub before: Option<u64>,
    /// How many at most.
    pub limit: u32,
}
