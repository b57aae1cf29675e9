//! Parameters of the commands about how a step is done.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::contract::{Strategy, StrategySetting};

/// Asks what the doing of a step has put on record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ReadStepRecords {
    /// The run.
    pub run_id: String,
    /// The step.
    pub step_id: String,
    /// Only what stands in the journal from here on; everything when absent.
    pub from_seq: Option<u64>,
}

/// Answers a step that waits in a conversation or with a call to approve.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct AnswerStep {
    /// The run.
    pub run_id: String,
    /// The step.
    pub step_id: String,
    /// What is said.
    pub answer: StepAnswer,
    /// Under which name it is said; the person's own when absent.
    pub by: Option<String>,
}

/// What somebody says to a step that waits for them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "answer")]
#[ts(optional_fields = nullable)]
pub enum StepAnswer {
    /// The next turn of a conversation.
    Say {
        /// The text.
        text: String,
    },
    /// A pending call may be made.
    Approve {
        /// Which call.
        call: String,
        /// With these arguments in place of those that were asked for.
        arguments: Option<Value>,
    },
    /// A pending call may not be made.
    Reject {
        /// Which call.
        call: String,
        /// Why; the model is told.
        reason: Option<String>,
    },
    /// What a conversation led to is right, or is now.
    Confirm {
        /// The outputs.
        outputs: BTreeMap<String, Value>,
    },
}

/// Has an activity done another way in this run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct OverrideStrategy {
    /// The run.
    pub run_id: String,
    /// The activity.
    pub element: String,
    /// This step of it and no other; every one that has not begun when absent.
    pub step_id: Option<String>,
    /// How; absent takes an override back.
    pub setting: Option<StrategySetting>,
}

/// Tries again what raised an incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct RetryIncident {
    /// The run.
    pub run_id: String,
    /// The incident.
    pub incident_id: String,
    /// Do the step this way from now on; as before when absent.
    pub strategy: Option<Strategy>,
}

/// Raises what a run may cost, and lets it go on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct TopUp {
    /// The run.
    pub run_id: String,
    /// All that it may cost from now on, a decimal number of credits; more than before.
    pub max_credits: String,
}
