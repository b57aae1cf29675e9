//! What a run did when: a row a branch, a bar for each stretch of doing or waiting.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::WaitingOn;

/// What a branch was about during a bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum TimelinePhase {
    /// Its step waited for its turn.
    Queued,
    /// Its step was done, without a model or a tool.
    Working,
    /// A model was asked.
    Thinking,
    /// A tool was at work.
    Tool,
    /// It waited for something; `waitingOn` says what for.
    Waiting,
}

/// How a bar or a row ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum TimelineEnd {
    /// As the diagram says.
    Completed,
    /// The step was passed over.
    Skipped,
    /// By an error.
    Failed,
    /// It was withdrawn.
    Cancelled,
    /// The step goes on in another bar, or the branch in another row.
    GoesOn,
}

/// A branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TimelineRow {
    /// The branch.
    pub branch_id: String,
    /// The letter on its disc.
    pub letter: String,
    /// Which of the eight branch colours, from 0.
    pub colour: u8,
    /// The row that it is nested in: that of the branch whose activity it works for.
    pub parent: Option<String>,
    /// The activity that it works inside of; none at the outermost level.
    pub inside: Option<String>,
    /// Which turn or instance of that activity, from 1.
    pub iteration: Option<u64>,
    /// The journal entry by which it began.
    pub from_seq: u64,
    /// When, in milliseconds since 1970.
    pub from: u64,
    /// The journal entry by which it ended.
    pub to_seq: Option<u64>,
    /// When it ended.
    pub to: Option<u64>,
    /// How it ended.
    pub end: Option<TimelineEnd>,
}

/// A stretch in which a branch did one thing at one element.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TimelineBar {
    /// Its number among the run's bars, from 0.
    pub id: u64,
    /// Whose.
    pub branch_id: String,
    /// Where.
    pub element: String,
    /// The step; none where the branch waited without one.
    pub step_id: Option<String>,
    /// What it was about.
    pub phase: TimelinePhase,
    /// What it waited for.
    pub waiting_on: Option<WaitingOn>,
    /// The attempt that it belongs to, from 1.
    pub attempt: u32,
    /// The journal entry by which it began.
    pub from_seq: u64,
    /// When, in milliseconds since 1970.
    pub from: u64,
    /// The journal entry by which it ended.
    pub to_seq: Option<u64>,
    /// When it ended.
    pub to: Option<u64>,
    /// How it ended.
    pub end: Option<TimelineEnd>,
}

/// What the run had cost from here on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TimelineCost {
    /// The journal entry.
    pub seq: u64,
    /// When, in milliseconds since 1970.
    pub time: u64,
    /// A decimal number of credits.
    pub credits: String,
}

/// A stretch in which nothing was begun because the run was paused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TimelinePause {
    /// The journal entry by which it began.
    pub from_seq: u64,
    /// When, in milliseconds since 1970.
    pub from: u64,
    /// The journal entry by which it ended.
    pub to_seq: Option<u64>,
    /// When it ended.
    pub to: Option<u64>,
}

/// Why there is a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum TimelineFlagKind {
    /// Somebody chose a way.
    PathChosen,
    /// A step, or all steps of an activity, are done another way from here on.
    StrategyOverridden,
    /// The run goes on with another configuration.
    Configured,
    /// An incident was raised.
    IncidentRaised,
    /// An incident was resolved.
    IncidentResolved,
    /// What came before is the past of another run.
    Forked,
    /// A person said something in a step.
    Answered,
    /// Somebody did something to the run beside what its routine says.
    Intervened,
    /// A breakpoint was hit.
    BreakpointHit,
    /// The run goes on with another version of its routine.
    Migrated,
}

/// Something that somebody did to the run, or that needed somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TimelineFlag {
    /// The journal entry.
    pub seq: u64,
    /// When, in milliseconds since 1970.
    pub time: u64,
    /// What it was.
    pub kind: TimelineFlagKind,
    /// The branch that it was about.
    pub branch_id: Option<String>,
    /// The element that it was about.
    pub element: Option<String>,
}

/// A stretch of a run's timeline: all that began, ended or changed after an entry of its journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TimelineView {
    /// The last journal entry that is contained.
    pub seq: u64,
    /// When the first entry of the journal was written, in milliseconds since 1970.
    pub began_at: u64,
    /// When the last entry that is contained was written.
    pub last_at: u64,
    /// Rows that began or ended, in order of beginning; one that is known already replaces it.
    pub rows: Vec<TimelineRow>,
    /// Bars that began or ended, in order of beginning; one that is known already replaces it.
    pub bars: Vec<TimelineBar>,
    /// What the run had cost when.
    pub costs: Vec<TimelineCost>,
    /// Pauses that began or ended; one that began by the same entry replaces it.
    pub pauses: Vec<TimelinePause>,
    /// Flags.
    pub flags: Vec<TimelineFlag>,
}
