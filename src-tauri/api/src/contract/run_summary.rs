//! One line in the list of runs.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{RunMode, RunStatus, SearchReading, StatusReason, WaitingOn};

/// The routine that a run executes, pinned to the text it began with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoutineReference {
    /// The file that it was started from; none when it was started from unsaved text.
    pub path: Option<String>,
    /// The name to show.
    pub name: String,
    /// SHA-256 of the text, in hex.
    pub version: String,
}

/// A flow node at which a run waits, and what for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WaitingPlace {
    /// The flow node.
    pub element: String,
    /// Name of the flow node.
    pub element_name: Option<String>,
    /// What for.
    pub waiting_on: WaitingOn,
    /// Since when, in milliseconds since 1970, as far as that is known.
    pub since: Option<u64>,
    /// Up to when: it goes on by itself then.
    pub until: Option<u64>,
}

/// What a list of runs shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunSummary {
    /// The run.
    pub run_id: String,
    /// Which run it began as a copy of.
    pub origin: Option<RunOrigin>,
    /// Where it came from, when it came from a file: it is a record then, which can be looked at and forked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub imported: Option<ImportedRun>,
    /// The routine.
    pub routine: RoutineReference,
    /// How far it has come.
    pub status: RunStatus,
    /// Why it has that status.
    pub reason: Option<StatusReason>,
    /// Whether it looks at data.
    pub mode: RunMode,
    /// When it began, in milliseconds since 1970.
    pub started_at: u64,
    /// When it ended.
    pub ended_at: Option<u64>,
    /// When its journal last grew.
    pub changed_at: u64,
    /// Steps begun.
    pub steps: u64,
    /// Events in its journal.
    pub seq: u64,
    /// Where it waits.
    pub waiting: Vec<WaitingPlace>,
    /// At so many of these places it waits for a person.
    pub asks: u32,
    /// Number of open incidents.
    pub incidents: u32,
    /// What it cost, a decimal number of credits.
    pub credits: String,
    /// The program ended in the middle of it and it has not been taken up again.
    pub interrupted: bool,
}

/// Where a run that came from a file comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportedRun {
    /// What it was called there.
    pub run_id: String,
    /// When it was imported, in milliseconds since 1970.
    pub at: u64,
}

/// The run that another one began as a copy of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunOrigin {
    /// That run; it may have been removed since.
    pub run_id: String,
    /// The last entry that both journals share.
    pub seq: u64,
}

/// A list of runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunList {
    /// The runs, latest first.
    pub runs: Vec<RunSummary>,
    /// How many runs match, of which `runs` may be a part.
    pub total: u64,
    /// What to ask for the next runs with; none when nothing follows.
    pub next: Option<String>,
    /// How the query was read. Where there are mistakes, nothing was looked for.
    pub reading: SearchReading,
}
