//! Records: what a swarm's runs were given, gave and cost.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::contract::{RunStatus, ValueView};

/// One run that worked for a swarm and has ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SwarmRecordView {
    /// Place of the event in the swarm's journal.
    pub seq: u64,
    /// When, in milliseconds since 1970.
    pub time: u64,
    /// The run.
    pub run_id: String,
    /// Name of its routine.
    pub routine: Option<String>,
    /// The subtask that it worked for.
    pub subtask: Option<String>,
    /// How it ended: `completed`, `failed` or `cancelled`.
    pub status: RunStatus,
    /// What it gave, as one value.
    pub outputs: ValueView,
    /// What it cost, a decimal number of credits.
    pub spent: String,
}

/// A stretch of the records.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SwarmRecordPage {
    /// The records, latest first.
    pub records: Vec<SwarmRecordView>,
    /// How many there are in all.
    pub total: u64,
}
