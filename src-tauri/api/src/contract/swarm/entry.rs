//! Entries of the blackboard, their versions, and who wrote them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::contract::{ValueKind, ValueView};

/// How a value was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum EntryOperation {
    /// In place of what was there.
    Set,
    /// At the end of a list.
    Append,
    /// Added to a number.
    Increment,
    /// Fields over the fields of a record.
    Merge,
    /// The same, records inside of it too.
    DeepMerge,
    /// Gone; the history stays.
    Delete,
}

/// How carefully a value is shown to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Sensitivity {
    /// To anybody.
    Public,
    /// Inside the swarm.
    Internal,
    /// Only to those who are allowed to by name.
    Confidential,
    /// To nobody but who wrote it and people.
    Secret,
}

/// Who does something in a swarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum AuthorKind {
    /// The person at this program.
    Person,
    /// A member of the team.
    Member,
    /// A routine's step outside of every lane.
    Routine,
    /// The swarm's own coordinator.
    Coordinator,
}

/// Where something comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Provenance {
    /// Who.
    pub by: AuthorKind,
    /// Name of the member.
    pub member: Option<String>,
    /// The run.
    pub run_id: Option<String>,
    /// Name of the run's routine.
    pub routine: Option<String>,
    /// The step of that run.
    pub step_id: Option<String>,
    /// Place of the event in the swarm's journal.
    pub seq: u64,
    /// When, in milliseconds since 1970; unknown for what only keeps its place.
    pub time: Option<u64>,
}

/// An entry as a line of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EntryLine {
    /// Its key.
    pub key: String,
    /// The kind of its value.
    pub kind: ValueKind,
    /// One line to show, cut to 200 characters; empty when it was deleted.
    pub preview: String,
    /// Size of its value as JSON, in bytes.
    pub bytes: u64,
    /// Its version, from 1, without gaps.
    pub version: u64,
    /// How that version was written.
    pub operation: EntryOperation,
    /// Who wrote that version.
    pub written: Provenance,
    /// How often runs have read it.
    pub reads: u64,
    /// How carefully it is shown.
    pub sensitivity: Sensitivity,
    /// It was deleted; its history is still there.
    pub deleted: bool,
}

/// A column to sort entries by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum EntryColumn {
    /// By key.
    Key,
    /// By kind of value.
    Kind,
    /// By version.
    Version,
    /// By writer.
    Writer,
    /// By time of writing.
    Changed,
    /// By how often it was read.
    Reads,
}

/// A stretch of the table of entries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EntryPage {
    /// The lines.
    pub entries: Vec<EntryLine>,
    /// Place of the first one among all that match, from 0.
    pub from: u64,
    /// How many match.
    pub total: u64,
    /// The swarm's `seq` that the page shows.
    pub seq: u64,
}

/// Whom an entry was read by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EntryReader {
    /// The run.
    pub run_id: String,
    /// Name of its routine.
    pub routine: Option<String>,
    /// How often.
    pub reads: u64,
}

/// An entry with its value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EntryView {
    /// What the table shows of it.
    pub line: EntryLine,
    /// The value; its `reference` is for `readEntryValue`.
    pub value: ValueView,
    /// The runs that read it; unknown for an earlier version.
    pub readers: Vec<EntryReader>,
}

/// A version of an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EntryVersion {
    /// Its number, from 1.
    pub version: u64,
    /// How it was written.
    pub operation: EntryOperation,
    /// The value then; `null` when it was deleted.
    pub value: ValueView,
    /// Who wrote it.
    pub written: Provenance,
}

/// A stretch of an entry's history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EntryHistory {
    /// The versions, latest first.
    pub versions: Vec<EntryVersion>,
    /// How many there are in all.
    pub total: u64,
}

/// A write that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostedEntry {
    /// The version that the entry has now.
    pub version: u64,
}
