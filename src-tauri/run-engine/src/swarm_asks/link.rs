//! For which swarm a run works.

use routine_model::graph::settings::StrategySetting;
use routine_model::{MemberId, SubtaskId, SwarmId};
use serde::{Deserialize, Serialize};

/// What ties a run to a swarm; fixed when the run is created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SwarmLink {
    /// The swarm.
    pub swarm: SwarmId,
    /// The subtask that the run works on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtask: Option<SubtaskId>,
    /// Who does the steps for which no lane names a member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// The swarm's strategy for steps for which nothing nearer says one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strategy: Option<StrategySetting>,
}
