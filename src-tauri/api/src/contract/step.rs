//! One execution of one flow node by one branch, and the marks that steps leave on the drawing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{StepCallView, StrategySetting, ValueView};

/// How far a step has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum StepStatus {
    /// It waits for its turn.
    Queued,
    /// It is being done.
    InProgress,
    /// It is done.
    Completed,
    /// It was passed over.
    Skipped,
    /// It could not be done.
    Failed,
    /// It was withdrawn.
    Cancelled,
}

/// What did a step, or will.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Strategy {
    /// No model: script, expression, form, request.
    Deterministic,
    /// One pass of a model.
    Reasoning,
    /// A talk with a person.
    Conversational,
}

/// One step with what went in and what came out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StepView {
    /// Its id.
    pub id: String,
    /// The branch that does it.
    pub branch_id: String,
    /// The flow node.
    pub element: String,
    /// Name of the flow node.
    pub element_name: Option<String>,
    /// The BPMN type without prefix, such as `userTask`.
    pub element_type: String,
    /// How far it has come.
    pub status: StepStatus,
    /// The attempt, from 1.
    pub attempt: u32,
    /// What does it, once chosen.
    pub strategy: Option<Strategy>,
    /// When it began, in milliseconds since 1970.
    pub started_at: u64,
    /// When it ended.
    pub ended_at: Option<u64>,
    /// What went in.
    pub inputs: BTreeMap<String, ValueView>,
    /// What came out.
    pub outputs: BTreeMap<String, ValueView>,
    /// Why it failed.
    pub failure: Option<String>,
    /// What it cost, a decimal number of credits.
    pub credits: String,
    /// How many things its doing has put on record; `readStepRecords` tells them.
    pub records: u32,
    /// Its calls of tools, in the order in which they were asked for.
    pub calls: Vec<StepCallView>,
    /// How it shall be done, said for it alone while the run is under way.
    pub overridden: Option<StrategySetting>,
}

/// What the steps of one element have come to; drawn as marks on its shape.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[derive(Default)]
pub struct ElementMark {
    /// Steps under way.
    pub active: u32,
    /// Steps that ended normally.
    pub completed: u32,
    /// Steps that failed.
    pub failed: u32,
    /// Steps that were passed over.
    pub skipped: u32,
    /// Steps that were withdrawn.
    pub cancelled: u32,
    /// Open incidents.
    pub incidents: u32,
}
