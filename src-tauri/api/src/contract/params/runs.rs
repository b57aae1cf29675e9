//! Parameters of the commands that start, move and read runs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::contract::{BreakOn, PathSelection, RunMode, RunSwarm, StrategySetting};

/// The text that a run executes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", tag = "source")]
#[ts(optional_fields = nullable)]
pub enum RoutineSource {
    /// A file as it is now.
    File {
        /// Where it is.
        path: String,
    },
    /// Unsaved text.
    Text {
        /// The text.
        xml: String,
        /// The name to show.
        name: String,
        /// The file that it belongs to.
        path: Option<String>,
    },
}

/// Starts a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct StartRun {
    /// The text that it executes.
    pub routine: RoutineSource,
    /// The process to start; the only executable one when absent.
    pub process_id: Option<String>,
    /// The start event; the one without a trigger when absent.
    pub start_element: Option<String>,
    /// Variables of the outermost scope.
    #[serde(default)]
    #[ts(optional, as = "Option<BTreeMap<String, Value>>")]
    pub inputs: BTreeMap<String, Value>,
    /// Whether it looks at data.
    pub mode: RunMode,
    /// Hold it before its first step.
    pub paused: bool,
    /// How it chooses at a fork; as the settings say when absent.
    pub path_selection: Option<PathSelection>,
    /// Steps that may be done at the same time; as the settings say when absent.
    pub max_concurrent_steps: Option<u32>,
    /// How steps are done for which nothing nearer says it.
    pub default_strategy: Option<StrategySetting>,
    /// How activities are done whatever the routine says, by element; a routine that allows no override refuses them.
    #[serde(default)]
    #[ts(optional, as = "Option<BTreeMap<String, StrategySetting>>")]
    pub strategies: BTreeMap<String, StrategySetting>,
    /// Nothing may cost anything: models are the Demo model or a person.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub test_mode: bool,
    /// The swarm that it works for.
    pub swarm: Option<RunSwarm>,
    /// Breakpoints that are there before it begins.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<BreakOn>>")]
    pub breakpoints: Vec<BreakOn>,
    /// Slow motion: milliseconds between two iterations, at most 60,000.
    #[serde(default)]
    #[ts(optional, as = "Option<u64>")]
    pub delay_ms: u64,
}

/// Asks what a run would cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct EstimateRun {
    /// The text that it would execute.
    pub routine: RoutineSource,
    /// The process to start; the only executable one when absent.
    pub process_id: Option<String>,
    /// Variables of the outermost scope, as far as they are known: prompts are counted with them.
    #[serde(default)]
    #[ts(optional, as = "Option<BTreeMap<String, Value>>")]
    pub inputs: BTreeMap<String, Value>,
    /// How steps are done for which nothing nearer says it.
    pub default_strategy: Option<StrategySetting>,
    /// Nothing may cost anything.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub test_mode: bool,
}

/// Names a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct RunReference {
    /// The run.
    pub run_id: String,
}

/// Names runs to forget.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct DeleteRuns {
    /// The runs.
    pub run_ids: Vec<String>,
}

/// Executes the next step of one branch, or of every branch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct StepRun {
    /// The run.
    pub run_id: String,
    /// The branch; every active one when absent.
    pub branch_id: Option<String>,
    /// How far it goes; into the element when absent. Without a branch it is one step of each.
    pub way: Option<StepWay>,
}

/// How far one step of a branch goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum StepWay {
    /// Into the element: what it calls or holds stands at its beginning.
    Into,
    /// Over the element: what it calls or holds runs until it is over. Other branches go on meanwhile.
    Over,
    /// Out of what the branch runs in: that runs until it is over. Other branches go on meanwhile.
    Out,
}

/// Chooses the way at a fork.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct DecidePath {
    /// The run.
    pub run_id: String,
    /// The decision.
    pub decision_id: String,
    /// The sequence flows to take.
    pub flow_ids: Vec<String>,
}

/// Says that waiting work is done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct CompleteStep {
    /// The run.
    pub run_id: String,
    /// The step.
    pub step_id: String,
    /// What came out.
    pub outputs: BTreeMap<String, Value>,
}

/// Says that waiting work could not be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct FailStep {
    /// The run.
    pub run_id: String,
    /// The step.
    pub step_id: String,
    /// Code of a BPMN error; with it, an error event can catch the failure.
    pub error_code: Option<String>,
    /// What happened.
    pub message: String,
}

/// Names an incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct IncidentReference {
    /// The run.
    pub run_id: String,
    /// The incident.
    pub incident_id: String,
}

/// Settles an incident by giving the result of the step that failed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ResolveIncident {
    /// The run.
    pub run_id: String,
    /// The incident.
    pub incident_id: String,
    /// What the step gives.
    pub outputs: BTreeMap<String, Value>,
}

/// Sends a message to the runs that wait for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct SendMessage {
    /// Only this run; every run when absent.
    pub run_id: Option<String>,
    /// Its name.
    pub name: String,
    /// Which of several conversations it belongs to.
    pub correlation_key: Option<String>,
    /// What it brings.
    #[serde(default)]
    #[ts(optional, as = "Option<BTreeMap<String, Value>>")]
    pub variables: BTreeMap<String, Value>,
}

/// Sends a signal to every run that waits for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct SendSignal {
    /// Only this run; every run when absent.
    pub run_id: Option<String>,
    /// Its name.
    pub name: String,
    /// What it brings.
    #[serde(default)]
    #[ts(optional, as = "Option<BTreeMap<String, Value>>")]
    pub variables: BTreeMap<String, Value>,
}

/// Fires a waiting element by hand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct TriggerElement {
    /// The run.
    pub run_id: String,
    /// The element.
    pub element: String,
}

/// Gives a variable another value; recorded as an intervention.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct SetVariable {
    /// The run.
    pub run_id: String,
    /// The scope.
    pub scope_id: String,
    /// The variable.
    pub name: String,
    /// Its new value.
    pub value: Value,
}

/// Asks for a list of runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ListRuns {
    /// Words of the routine's name, and conditions such as `status:failed`.
    pub query: Option<String>,
    /// Only runs of this routine.
    pub path: Option<String>,
    /// Only these runs are listed; the total counts all that match.
    pub among: Option<Vec<String>>,
    /// Only runs that may be forgotten: they have ended or came from a file.
    pub removable: Option<bool>,
    /// Where the page before this one ended, as it said itself.
    pub after: Option<String>,
    /// How many at most.
    pub limit: u32,
}

/// Names what a query of the list of runs finds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ClearRuns {
    /// The query; all runs when it is empty.
    pub query: String,
}

/// Asks for a stretch of a journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ReadJournal {
    /// The run.
    pub run_id: String,
    /// The first entry wanted, from 1.
    pub from_seq: u64,
    /// How many at most.
    pub limit: u32,
}

/// Asks for a run's timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReadTimeline {
    /// The run.
    pub run_id: String,
    /// Only what changed after this journal entry; everything after 0.
    pub since: u64,
}

/// Asks for a part of a value that was too large to be sent whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ReadValue {
    /// The run.
    pub run_id: String,
    /// The `reference` of the value's view.
    pub reference: String,
    /// First byte wanted.
    pub from: u64,
    /// How many bytes at most.
    pub length: u32,
}
