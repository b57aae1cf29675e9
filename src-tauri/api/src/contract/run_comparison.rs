//! In what two runs differ.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{RunStatus, StepStatus, ValueView};

/// Two runs beside each other; of elements and variables what is alike in both is left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunComparison {
    /// The first one.
    pub left: ComparedRun,
    /// The other one.
    pub right: ComparedRun,
    /// Up to this entry both journals are the same, where one is a copy of the other or both are of a third.
    pub shared: Option<u64>,
    /// They run the same text.
    pub same_routine: bool,
    /// Elements whose steps ended otherwise, by id.
    pub elements: Vec<ElementDifference>,
    /// Sequence flows that one of them has taken, by id.
    pub flows: Vec<FlowDifference>,
    /// What the steps of each flow node came to that one of them has reached, in the order in which they were reached.
    pub steps: Vec<StepDifference>,
    /// Variables of the processes that differ, by name.
    pub variables: Vec<VariableDifference>,
}

/// One of the two.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ComparedRun {
    /// The run.
    pub run_id: String,
    /// How far it has come.
    pub status: RunStatus,
    /// Steps begun.
    pub steps: u64,
    /// Milliseconds that it has run without pauses.
    pub ran_ms: u64,
    /// What it cost, a decimal number of credits.
    pub credits: String,
}

/// How often steps at an element ended normally, and otherwise.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EndedSteps {
    /// Normally.
    pub completed: u64,
    /// Failed, cancelled or passed over.
    pub otherwise: u64,
}

/// An element whose steps ended otherwise in one run than in the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ElementDifference {
    /// The element.
    pub element: String,
    /// In the first run.
    pub left: EndedSteps,
    /// In the other one.
    pub right: EndedSteps,
}

/// How often a sequence flow was taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FlowDifference {
    /// The flow.
    pub flow_id: String,
    /// How often in the first run.
    pub left: u64,
    /// How often in the other one.
    pub right: u64,
}

/// The steps of a flow node in both runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StepDifference {
    /// The flow node.
    pub element: String,
    /// Its name.
    pub element_name: Option<String>,
    /// The BPMN type without prefix, such as `userTask`.
    pub element_type: String,
    /// In the first run; none where it has not been reached.
    pub left: Option<StepTally>,
    /// In the other one.
    pub right: Option<StepTally>,
    /// Outputs of the last step that ended here which are not the same, by name; nothing where one run has not been here.
    pub outputs: Vec<VariableDifference>,
    /// It was not reached equally often, or ended otherwise, or something else came out.
    pub differs: bool,
}

/// What the steps of a flow node came to in a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StepTally {
    /// Steps begun.
    pub visits: u64,
    /// Steps that ended normally.
    pub completed: u64,
    /// Steps that failed.
    pub failed: u64,
    /// Milliseconds from the beginnings to the ends of those that have ended, one after the other.
    pub time_ms: u64,
    /// What they cost, a decimal number of credits.
    pub credits: String,
    /// How far the last one has come.
    pub last: StepStatus,
}

/// A variable that differs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VariableDifference {
    /// Its name.
    pub name: String,
    /// Its value in the first run; none where it is not there.
    pub left: Option<ValueView>,
    /// Its value in the other one.
    pub right: Option<ValueView>,
}
