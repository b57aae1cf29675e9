//! Going on with another version of a routine.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Something to know about one element.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MigrationNote {
    /// The element.
    pub element: String,
    /// What that is called, in the version that runs or in the other one.
    pub element_name: Option<String>,
    /// A stable code in kebab case.
    pub code: String,
    /// A sentence for people.
    pub message: String,
}

/// What going on with another version would mean. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MigrationPlan {
    /// The last journal entry that it starts from; applying it expects that.
    pub seq: u64,
    /// The version that runs.
    pub from: String,
    /// The other one.
    pub to: String,
    /// It can be done.
    pub possible: bool,
    /// What stands in the way.
    pub obstacles: Vec<MigrationNote>,
    /// What would be otherwise, and what stays as it was begun.
    pub notes: Vec<MigrationNote>,
}
