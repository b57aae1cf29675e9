//! A swarm as a screen shows it: everything but the entries, which are asked for in stretches.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{MemberView, ResourceView, RoleView, SubtaskView, SwarmSummary};
use crate::contract::StrategySetting;

/// A run that works for a swarm, or has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SwarmRunView {
    /// The run.
    pub run_id: String,
    /// Name of its routine.
    pub routine: Option<String>,
    /// The subtask that it works for.
    pub subtask: Option<String>,
    /// The member that does it.
    pub member: Option<String>,
    /// It has not left yet.
    pub at_work: bool,
    /// What the swarm keeps back for it, a decimal number of credits.
    pub allotted: String,
    /// What it has spent of that.
    pub spent: String,
}

/// A swarm as it is at a `seq`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SwarmView {
    /// What the list shows of it; its `seq` is the view's.
    pub summary: SwarmSummary,
    /// How steps of its runs are done for which nothing nearer says it.
    pub default_strategy: Option<StrategySetting>,
    /// Subtasks, in the order in which they were added.
    pub subtasks: Vec<SubtaskView>,
    /// Members of the team.
    pub members: Vec<MemberView>,
    /// Roles of the team.
    pub roles: Vec<RoleView>,
    /// Resources, in the order in which they were added.
    pub resources: Vec<ResourceView>,
    /// Runs that work for it now.
    pub runs: Vec<SwarmRunView>,
    /// Swarms that it made, by their ids.
    pub children: Vec<String>,
}
