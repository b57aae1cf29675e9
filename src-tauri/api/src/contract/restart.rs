//! How a run begins anew.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// From where a run begins anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "from")]
pub enum RestartFrom {
    /// From its start.
    Start,
    /// From a step.
    Step {
        /// The step.
        step_id: String,
    },
    /// From the latest step at an element.
    Element {
        /// The element.
        element: String,
    },
    /// From the latest step that has failed.
    Failed,
}

/// What a restart takes from the record, and what it does again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RestartPlan {
    /// The last entry that both journals share; none when the definition is another one, and nothing is shared.
    pub at: Option<u64>,
    /// Steps whose results are taken from the record. They cost nothing.
    pub kept: Vec<PlannedStep>,
    /// Steps that the run has begun and that are done again, as far as the ways are the same.
    pub again: Vec<PlannedStep>,
    /// What the steps that are done again cost the first time, a decimal number of credits.
    pub credits: String,
}

/// A step of an activity in the run that is begun anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlannedStep {
    /// The step.
    pub step_id: String,
    /// Its element.
    pub element: String,
    /// What it cost, a decimal number of credits.
    pub credits: String,
}
