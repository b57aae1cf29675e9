//! The calls of tools in a step, and how each of them stands.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ToolRisk, ValueView};

/// How a call stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "state")]
pub enum StepCallState {
    /// A person has to decide.
    PendingApproval,
    /// It may be made, and waits for its time.
    Scheduled {
        /// When it begins, in milliseconds since 1970.
        due_at: u64,
    },
    /// It may be made now.
    ApprovedAndReady,
    /// A person does not want it.
    RejectedByUser {
        /// What they say about it.
        reason: Option<String>,
    },
    /// Nobody has decided in time.
    RejectedByTimeout,
    /// The tool is at work.
    Executing,
    /// It has answered.
    CompletedWithSuccess,
    /// It has said that it failed, or nothing at all.
    CompletedWithFailure,
    /// It will not be made.
    CancelledBySystem {
        /// Why.
        reason: String,
    },
}

/// A call of a tool in a step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StepCallView {
    /// Names the call within its step.
    pub call: String,
    /// Which tool, or the step itself.
    pub tool: String,
    /// Whose tool; none for one of the program's own, and for the step itself.
    pub server: Option<String>,
    /// How much harm it may do.
    pub risk: ToolRisk,
    /// With what it was asked for, as long as nobody has decided; the record tells it later.
    pub arguments: Option<ValueView>,
    /// A person has put other arguments in the place of those that were asked for.
    pub edited: bool,
    /// It was begun before and its end is not known: it may have been done already.
    pub may_have_been_done: bool,
    /// How it stands.
    pub state: StepCallState,
}
