//! The blackboard: the current version of every entry.

use std::collections::BTreeMap;
use std::sync::Arc;

use routine_model::{RunId, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::author::{AskKey, Origin};
use crate::pattern::Pattern;

/// Shared entries, and who waits for news of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Blackboard {
    /// By key, those that were deleted with them: their versions go on.
    pub entries: BTreeMap<String, Entry>,
    /// How many of them have a value.
    pub present: u64,
    /// Bytes of all values.
    pub bytes: u64,
    /// Who waits, by run.
    pub watches: BTreeMap<RunId, Vec<Watch>>,
}

/// The current version of an entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// From 1, without gaps.
    pub version: u64,
    /// Its value; none when it was deleted.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    pub value: Option<Arc<Value>>,
    /// Bytes of the value as JSON.
    pub bytes: u64,
    /// Who wrote it.
    pub origin: Origin,
    /// The journal's entry with which it was written.
    pub seq: u64,
    /// When.
    pub time: Timestamp,
    /// The word of how it was written.
    pub operation: routine_model::EntryOperation,
    /// How often each run has read this or an earlier version.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub readers: BTreeMap<RunId, u64>,
}

/// `null` is a value.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Arc<Value>>, D::Error> {
    Value::deserialize(deserializer).map(|value| Some(Arc::new(value)))
}

/// A run that waits until something is newer than what it has seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Watch {
    /// Its ask.
    pub ask: AskKey,
    /// For which entries.
    pub keys: Vec<Pattern>,
    /// The journal's entry that it has seen.
    pub known_seq: u64,
}

impl Blackboard {
    /// The current version of an entry that has a value.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.get(key).filter(|entry| entry.value.is_some())
    }

    /// The version of an entry, deleted or not; 0 when it was never written.
    #[must_use]
    pub fn version_of(&self, key: &str) -> u64 {
        self.entries.get(key).map_or(0, |entry| entry.version)
    }
}

impl Entry {
    /// How often runs have read it.
    #[must_use]
    pub fn reads(&self) -> u64 {
        self.readers.values().sum()
    }
}
