//! What a step will cost, said beforehand.

use routine_model::Credits;
use serde::{Deserialize, Serialize};

/// A range of credits: a step whose lower end cannot be paid does not start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CostEstimate {
    /// It costs at least this.
    pub lowest: Credits,
    /// It costs at most this.
    pub highest: Credits,
    /// What its model costs is not known, which is not the same as nothing: it may cost more.
    #[serde(default)]
    pub unpriced: bool,
}

impl CostEstimate {
    /// Free, as everything is that uses no model and no paid tool.
    pub const FREE: Self = Self { lowest: Credits::ZERO, highest: Credits::ZERO, unpriced: false };
}
