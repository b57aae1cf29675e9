//! The blackboard.

use routine_model::{EntryOperation, RunId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::author::{AskKey, Origin};
use crate::pattern::Pattern;
use crate::refusal::Refusal;

/// An entry has a new version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EntryWritten {
    /// The entry.
    pub key: String,
    /// Its version now.
    pub version: u64,
    /// How it was written.
    pub operation: EntryOperation,
    /// The operand: for `set` the value itself, for the others what was done to the version before.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub value: Value,
    /// The version whose value came back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reverted_to: Option<u64>,
    /// Who wrote it, and where.
    pub origin: Origin,
}

/// A change of an entry was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WriteRefused {
    /// The entry.
    pub key: String,
    /// How it was to be written.
    pub operation: EntryOperation,
    /// Why not.
    pub refusal: Refusal,
    /// Who tried, and where.
    pub origin: Origin,
}

/// Entries were read, or their reading was denied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EntriesRead {
    /// Those that were shown, with their versions; 0 is one that is not there.
    pub keys: Vec<(String, u64)>,
    /// Those that the reader may not see.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub denied: Vec<String>,
    /// Who read, and where.
    pub origin: Origin,
}

/// A run waits for news.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WatchOpened {
    /// Of which entries.
    pub keys: Vec<Pattern>,
    /// What it has seen.
    pub known_seq: u64,
    /// The run.
    pub run: RunId,
    /// Its ask.
    pub ask: AskKey,
}

/// A run's news have come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WatchMet {
    /// The journal's entry with which they came.
    pub with: u64,
    /// The run.
    pub run: RunId,
    /// Its ask.
    pub ask: AskKey,
}
