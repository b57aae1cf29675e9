//! Parameters of the commands on the past of runs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::contract::{RestartFrom, RunExportFormat, RunRedaction, StrategySetting};

/// Asks for a run as it was. Without a moment it is the run as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ReadRunAt {
    /// The run.
    pub run_id: String,
    /// After this entry of its journal; behind its end it is the end.
    pub seq: Option<u64>,
    /// At this time, in milliseconds since 1970, when no entry is given; before the run began it is its beginning.
    pub time: Option<u64>,
}

/// Forks a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ForkRun {
    /// The run that it begins as a copy of.
    pub run_id: String,
    /// The last entry that both share; where the run stands now when absent.
    pub at: Option<u64>,
    /// Variables that are otherwise.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<ForkedVariable>>")]
    pub variables: Vec<ForkedVariable>,
    /// Activities that are done otherwise, by element.
    #[serde(default)]
    #[ts(optional, as = "Option<BTreeMap<String, StrategySetting>>")]
    pub strategies: BTreeMap<String, StrategySetting>,
}

/// A variable that is otherwise in a fork.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ForkedVariable {
    /// Where it is; the outermost scope that is open when absent.
    pub scope_id: Option<String>,
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Value,
}

/// Compares two runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CompareRuns {
    /// The first one.
    pub left: String,
    /// The other one.
    pub right: String,
}

/// Exports a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ExportRun {
    /// The run.
    pub run_id: String,
    /// As what.
    #[serde(rename = "as")]
    pub format: RunExportFormat,
    /// What is left out; variables that the routine marks as confidential or secret when absent.
    #[serde(default)]
    #[ts(optional, as = "Option<RunRedaction>")]
    pub redaction: RunRedaction,
}

/// Imports a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportRun {
    /// The content of a `.run` file.
    pub text: String,
}

/// Asks what a restart would take from the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct PlanRestart {
    /// The run.
    pub run_id: String,
    /// From where.
    pub from: RestartFrom,
    /// With the routine's file as it is now, and not with the definition that ran. A changed one begins at the start.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub current: bool,
}

/// Begins a run anew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct RestartRun {
    /// The run.
    pub run_id: String,
    /// From where.
    pub from: RestartFrom,
    /// With the routine's file as it is now, and not with the definition that ran. A changed one begins at the start.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub current: bool,
    /// Variables that are otherwise.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<ForkedVariable>>")]
    pub variables: Vec<ForkedVariable>,
    /// Activities that are done otherwise, by element.
    #[serde(default)]
    #[ts(optional, as = "Option<BTreeMap<String, StrategySetting>>")]
    pub strategies: BTreeMap<String, StrategySetting>,
    /// Hold it before its first step.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub paused: bool,
}
