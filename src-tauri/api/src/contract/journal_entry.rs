//! One line of a run's journal.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::{EventKind, RecordKind};

/// One stored event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JournalEntry {
    /// Its place in the journal, from 1, without gaps.
    pub seq: u64,
    /// When, in milliseconds since 1970.
    pub time: u64,
    /// What has happened.
    #[serde(rename = "type")]
    pub kind: EventKind,
    /// What was put on the record of a step, where that is what has happened.
    pub record: Option<RecordKind>,
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
