//! What a run may see of its swarm: the read-only variable `swarm`.

use routine_model::{MemberId, SubtaskId, SwarmId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Subtask, SubtaskStatus, SwarmContext};
use crate::team::{MemberKind, RoleId};

/// What a run sees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SwarmView {
    /// The swarm.
    pub swarm: SwarmId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub goal: String,
    /// The subtask that the run works for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtask: Option<SubtaskLine>,
    /// All subtasks, in the order in which they were added.
    pub subtasks: Vec<SubtaskLine>,
    /// The team.
    pub team: Vec<MemberLine>,
    /// Who leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<MemberId>,
    /// The strategy of steps for which nothing nearer says one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_strategy: Option<String>,
}

/// A subtask in short.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubtaskLine {
    /// Its id.
    pub id: SubtaskId,
    /// What is to be done.
    pub description: String,
    /// Where it stands.
    pub status: SubtaskStatus,
    /// Who is to do it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<MemberId>,
    /// What was to be done before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<SubtaskId>,
    /// What its routine is given.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub inputs: Value,
}

/// A member in short, with all that a step in its lane needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberLine {
    /// Its id.
    pub id: MemberId,
    /// Its name.
    pub name: String,
    /// An agent or a person.
    #[serde(flatten)]
    pub kind: MemberKind,
    /// Its roles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleId>,
}

impl SwarmView {
    /// What a run sees that works for this subtask.
    #[must_use]
    pub fn of(context: &SwarmContext, subtask: Option<&SubtaskId>) -> Self {
        let mut subtasks: Vec<_> = context.subtasks.values().collect();
        subtasks.sort_by_key(|subtask| subtask.place);
        Self {
            swarm: context.swarm.clone(),
            name: context.name.clone(),
            goal: context.goal.clone(),
            subtask: subtask.and_then(|id| context.subtasks.get(id)).map(SubtaskLine::of),
            subtasks: subtasks.into_iter().map(SubtaskLine::of).collect(),
            team: context
                .team
                .members
                .iter()
                .map(|member| MemberLine {
                    id: member.id.clone(),
                    name: member.name.clone(),
                    kind: member.kind.clone(),
                    roles: member.roles.clone(),
                })
                .collect(),
            leader: context.team.leader.clone(),
            default_strategy: context.policy.default_strategy.clone(),
        }
    }
}

impl SubtaskLine {
    fn of(subtask: &Subtask) -> Self {
        let wanted = &subtask.wanted;
        Self {
            id: wanted.id.clone(),
            description: wanted.description.clone(),
            status: subtask.status,
            assignee: wanted.assignee.clone(),
            depends_on: wanted.depends_on.clone(),
            inputs: wanted.inputs.clone(),
        }
    }
}
