//! The life of the swarm itself.

use routine_model::SwarmId;
use serde::{Deserialize, Serialize};

use crate::author::Author;
use crate::limits::SwarmLimits;
use crate::policy::SwarmPolicy;
use crate::settings::SwarmSettings;
use crate::state::SwarmStatistics;
use crate::status::{StatusReason, SwarmStatus};

/// The newest format of journals that this program knows.
pub const JOURNAL_FORMAT: u32 = 1;

/// Always the first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SwarmCreated {
    /// Its id.
    pub swarm: SwarmId,
    /// The journal's format.
    pub format: u32,
    /// What it begins with.
    pub settings: SwarmSettings,
}

/// Its life goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SwarmStatusChanged {
    /// Where it stands now.
    pub status: SwarmStatus,
    /// Why.
    pub why: StatusReason,
}

/// Everything below it has left; it is terminated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SwarmClosed {
    /// What has happened in sum.
    pub statistics: SwarmStatistics,
}

/// It has another goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GoalSet {
    /// Who wanted it.
    pub by: Author,
    /// The goal.
    pub goal: String,
}

/// It has other rules or limits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SwarmConfigured {
    /// Who wanted it.
    pub by: Author,
    /// All rules, when they changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<Box<SwarmPolicy>>,
    /// All limits, when they changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<SwarmLimits>,
}
