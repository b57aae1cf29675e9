//! The whole of a run as a screen shows it; `run = fold(snapshot, updates)`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    BranchView, BreakpointHitView, BreakpointView, DecisionView, ElementMark, ImportedRun, IncidentView, ListenerView,
    MachineStatus, OpenTaskView, PathSelection, RoutineReference, RunMode, RunOrigin, RunStatus, RunSwarm, ScopeView,
    StatusReason, StepView, StrategySetting,
};

/// Why ways out of a gateway were taken, or why nobody could say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PathReason {
    /// The flows that were taken; none when a model that was asked could not decide.
    pub flow_ids: Vec<String>,
    /// What was said, by a person or a model. Untrusted.
    pub because: String,
    /// A model said so.
    pub by_model: bool,
    /// The model that was asked, and its price; none where none was, or the journal is older than that it says so.
    pub advice: Option<PathAdvice>,
}

/// A model that was asked which way to go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PathAdvice {
    /// The model, as its provider names it.
    pub model: String,
    /// The answer stands in the routine's own file.
    pub scripted: bool,
    /// What asking has cost, a decimal number of credits.
    pub credits: String,
}

/// A run at one `seq` of its journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunView {
    /// The run.
    pub run_id: String,
    /// Which run it began as a copy of.
    pub origin: Option<RunOrigin>,
    /// Where it came from, when it came from a file: it is a record then, which can be looked at and forked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub imported: Option<ImportedRun>,
    /// The routine, pinned to the text that the run runs.
    pub routine: RoutineReference,
    /// The last journal entry that is contained.
    pub seq: u64,
    /// How far it has come.
    pub status: RunStatus,
    /// Why it has that status.
    pub reason: Option<StatusReason>,
    /// What its loop in memory is doing.
    pub machine: MachineStatus,
    /// The program ended in the middle of it and it has not been taken up again.
    pub interrupted: bool,
    /// Whether it looks at data.
    pub mode: RunMode,
    /// How it chooses at a fork.
    pub path_selection: PathSelection,
    /// When it began, in milliseconds since 1970.
    pub started_at: u64,
    /// When it ended.
    pub ended_at: Option<u64>,
    /// Steps begun.
    pub steps_begun: u64,
    /// What it cost, a decimal number of credits.
    pub credits: String,
    /// What it may cost, a decimal number of credits; none without a cap.
    pub max_credits: Option<String>,
    /// The swarm that it works for.
    pub swarm: Option<RunSwarm>,
    /// The entry of the swarm's journal up to which the run knows the blackboard: what it was answered last.
    pub swarm_seq: Option<u64>,
    /// Branches that have not ended, in order of beginning.
    pub branches: Vec<BranchView>,
    /// Steps under way and the latest that ended, in order of beginning.
    pub steps: Vec<StepView>,
    /// Marks by element id.
    pub marks: BTreeMap<String, ElementMark>,
    /// How often each sequence flow was taken, by its id.
    pub flows_taken: BTreeMap<String, u64>,
    /// Open scopes, outer ones first.
    pub scopes: Vec<ScopeView>,
    /// Events that listen, in order of beginning.
    pub listeners: Vec<ListenerView>,
    /// Open incidents.
    pub incidents: Vec<IncidentView>,
    /// Forks that wait for a person.
    pub decisions: Vec<DecisionView>,
    /// Work that waits.
    pub tasks: Vec<OpenTaskView>,
    /// How activities shall be done, said for this run, by element.
    pub overrides: BTreeMap<String, StrategySetting>,
    /// Its breakpoints, in the order in which they were set.
    pub breakpoints: Vec<BreakpointView>,
    /// Those that have been hit since it last went on.
    pub hits: Vec<BreakpointHitView>,
    /// Slow motion: milliseconds between two iterations.
    pub delay_ms: u64,
    /// Why ways were taken out of gateways, as far as somebody said so; the latest of each, by element.
    pub reasons: BTreeMap<String, PathReason>,
}
