//! In what two runs differ.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{RunStatus, ValueView};

/// Two runs beside each other; what is alike in both is left out.
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
    /// Sequence flows that were not taken equally often, by id.
    pub flows: Vec<FlowDifference>,
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

/// A sequence flow that was not taken equally often.
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
