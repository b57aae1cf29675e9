//! Parameters of the commands about figures of strategies and their proposals.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::contract::Strategy;

/// Names the routine whose figures are meant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ReadStrategyFigures {
    /// Where it is.
    pub path: String,
}

/// Names a proposal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields = nullable)]
pub struct ProposalReference {
    /// Where the routine is.
    pub path: String,
    /// Id of the activity.
    pub element: String,
    /// What it has now.
    pub from: Strategy,
    /// What is proposed.
    pub to: Strategy,
    /// The version of the file that the proposal was shown for; another one there is a conflict. Without it, any will do.
    pub expected_version: Option<String>,
}
