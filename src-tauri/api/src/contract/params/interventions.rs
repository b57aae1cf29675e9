//! Parameters of the commands with which somebody holds and changes a run.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::RoutineSource;
use crate::contract::{BreakOn, Intervention};

/// Sets a breakpoint, or changes one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct SetBreakpoint {
    /// The run.
    pub run_id: String,
    /// The breakpoint that is changed; a new one when absent.
    pub breakpoint_id: Option<String>,
    /// What it stands for.
    pub on: BreakOn,
    /// It counts.
    #[serde(default = "yes")]
    #[ts(optional, as = "Option<bool>")]
    pub enabled: bool,
    /// It goes away with the next breakpoint that is hit.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub once: bool,
}

fn yes() -> bool {
    true
}

/// Names a breakpoint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BreakpointReference {
    /// The run.
    pub run_id: String,
    /// The breakpoint.
    pub breakpoint_id: String,
}

/// Lets a run go on until a branch is about to enter an element.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunTo {
    /// The run.
    pub run_id: String,
    /// The element.
    pub element: String,
}

/// Says how slowly a run goes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetPace {
    /// The run.
    pub run_id: String,
    /// Milliseconds between two iterations, at most 60,000; 0 does not wait.
    pub delay_ms: u64,
}

/// Asks what interventions would lead to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewInterventions {
    /// The run.
    pub run_id: String,
    /// What would be done, in order.
    pub interventions: Vec<Intervention>,
}

/// Intervenes: all of it, in this order, or nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct Intervene {
    /// The run.
    pub run_id: String,
    /// What is done, in order.
    pub interventions: Vec<Intervention>,
    /// The last journal entry that was seen; refused when more has happened since. It is not looked at when absent.
    pub expected_seq: Option<u64>,
    /// Who does it; a person without a name when absent.
    pub by: Option<String>,
}

/// Asks what going on with another version of the routine would mean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct PlanMigration {
    /// The run.
    pub run_id: String,
    /// The other version; the routine's file as it is now when absent.
    pub routine: Option<RoutineSource>,
}

/// Has a run go on with another version of its routine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct MigrateRun {
    /// The run.
    pub run_id: String,
    /// The other version; the routine's file as it is now when absent.
    pub routine: Option<RoutineSource>,
    /// The last journal entry that was seen; refused when more has happened since. It is not looked at when absent.
    pub expected_seq: Option<u64>,
}
