//! One line of a run's journal.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// One stored event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JournalEntry {
    /// Its place in the journal, from 1, without gaps.
    pub seq: u64,
    /// When, in milliseconds since 1970.
    pub time: u64,
    /// The event's name, such as `stepCompleted`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The branch that it is about.
    pub branch: Option<String>,
    /// The BPMN element that it is about.
    pub element: Option<String>,
    /// The step that it is about.
    pub step: Option<String>,
    /// Everything else that the event holds, by name.
    pub details: BTreeMap<String, Value>,
}

/// A stretch of a journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JournalPage {
    /// The entries, in order.
    pub entries: Vec<JournalEntry>,
    /// `seq` of the last entry that is stored.
    pub last_seq: u64,
}
