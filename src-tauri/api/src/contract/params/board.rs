//! Parameters of the commands about a swarm's blackboard and its credits.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::AsOf;
use crate::contract::{BreakdownBy, EntryColumn, EntryOperation, MergeSide};

/// Asks for a stretch of the table of entries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ListEntries {
    /// The swarm.
    pub swarm_id: String,
    /// Words that keys contain, and conditions such as `by:Researcher` and `type:list`.
    pub filter: Option<String>,
    /// The column that the lines are sorted by.
    pub sort: EntryColumn,
    /// Largest first.
    pub descending: bool,
    /// Place of the first line wanted, from 0.
    pub from: u64,
    /// How many at most.
    pub limit: u32,
    /// Entries that were deleted are listed, too.
    pub deleted: bool,
    /// As it was then; as it is now when absent.
    pub as_of: Option<AsOf>,
}

/// Asks for an entry with its value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ReadEntry {
    /// The swarm.
    pub swarm_id: String,
    /// The key.
    pub key: String,
    /// The version; the current one when absent.
    pub version: Option<u64>,
    /// As it was then, unless a version is asked for.
    pub as_of: Option<AsOf>,
}

/// Asks for a part of a value that was too large to be sent whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ReadEntryValue {
    /// The swarm.
    pub swarm_id: String,
    /// The key.
    pub key: String,
    /// The version.
    pub version: u64,
    /// First byte wanted.
    pub from: u64,
    /// How many bytes at most.
    pub length: u32,
}

/// Asks for a stretch of an entry's history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ReadEntryHistory {
    /// The swarm.
    pub swarm_id: String,
    /// The key.
    pub key: String,
    /// Only versions before this one.
    pub before: Option<u64>,
    /// How many at most.
    pub limit: u32,
}

/// Compares two versions of an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct DiffEntry {
    /// The swarm.
    pub swarm_id: String,
    /// The key.
    pub key: String,
    /// The earlier version.
    pub from_version: u64,
    /// The later version.
    pub to_version: u64,
}

/// Puts together what a person was about to write and what was written meanwhile. Writes nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct MergeEntry {
    /// The swarm.
    pub swarm_id: String,
    /// The key.
    pub key: String,
    /// The version that the person's value came from; 0 for an entry that was not there.
    pub base_version: u64,
    /// What the person was about to write.
    pub mine: Value,
    /// Which side is taken where both changed, by place; mine where it is not said.
    #[serde(default)]
    #[ts(optional, as = "Option<BTreeMap<String, MergeSide>>")]
    pub taken: BTreeMap<String, MergeSide>,
}

/// Writes an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct PostEntry {
    /// The swarm.
    pub swarm_id: String,
    /// The key.
    pub key: String,
    /// How.
    pub operation: EntryOperation,
    /// What.
    pub value: Value,
    /// The version that it has to have now, 0 when it must not be there; refused as a conflict otherwise. Not looked at when absent.
    pub expected_version: Option<u64>,
}

/// Writes the value of an earlier version as a new one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct RevertEntry {
    /// The swarm.
    pub swarm_id: String,
    /// The key.
    pub key: String,
    /// The version whose value is wanted again.
    pub to_version: u64,
    /// The version that it has to have now.
    pub expected_version: Option<u64>,
}

/// Deletes an entry; its history stays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct DeleteEntry {
    /// The swarm.
    pub swarm_id: String,
    /// The key.
    pub key: String,
    /// The version that it has to have now.
    pub expected_version: Option<u64>,
}

/// Asks for a stretch of a swarm's ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ReadLedger {
    /// The swarm.
    pub swarm_id: String,
    /// So many of the latest lines are passed over.
    pub skip: u64,
    /// How many at most.
    pub limit: u32,
}

/// Asks who spent what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ReadBreakdown {
    /// The swarm.
    pub swarm_id: String,
    /// What the lines are.
    pub by: BreakdownBy,
}

/// Asks how the account went down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ReadBurnDown {
    /// The swarm.
    pub swarm_id: String,
    /// How many points at most.
    pub points: u32,
}
