//! What a swarm is created with.

use std::collections::BTreeMap;

use routine_model::{Credits, MemberId, SubtaskId, SwarmId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::commands;
use crate::limits::SwarmLimits;
use crate::policy::SwarmPolicy;
use crate::state::Resource;
use crate::team::Team;

/// What a swarm is created with; the same shape as a swarm's file ([`crate::read_swarm`]).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SwarmSettings {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub goal: String,
    /// What it may spend; none is without a cap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credits: Option<Credits>,
    /// What has to be done for the goal.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subtasks: Vec<NewSubtask>,
    /// What stands on the blackboard at the beginning.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub entries: BTreeMap<String, Value>,
    /// What there is at the beginning, by reference.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Resource>,
    /// Members, roles, leader.
    pub team: Team,
    /// What is allowed, and what happens by itself.
    pub policy: SwarmPolicy,
    /// How much there may be of what.
    pub limits: SwarmLimits,
    /// The swarm that has made it, and how far below the first one it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<ParentSwarm>,
}

impl SwarmSettings {
    /// Everything that speaks against beginning a swarm with them, in words; nothing when a swarm can begin.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        commands::faults_of(self)
    }
}

/// The swarm that has made a swarm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ParentSwarm {
    /// Its id.
    pub swarm: SwarmId,
    /// Swarms above this one; a child of a swarm without a parent has 1.
    pub depth: u32,
}

/// A subtask as it is added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewSubtask {
    /// Its id, unique in the swarm.
    pub id: SubtaskId,
    /// What is to be done.
    pub description: String,
    /// Who is to do it; a person's subtask is not given to a routine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<MemberId>,
    /// What has to be done before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<SubtaskId>,
    /// Higher ones are begun first; among equals the one that was added first.
    #[serde(default)]
    pub priority: i32,
    /// The routine that does it: its path, its name, or a word for what routines say that they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub routine: Option<String>,
    /// What the routine is given.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub inputs: Value,
}

impl NewSubtask {
    /// A subtask that depends on nothing.
    #[must_use]
    pub fn new(id: &str, description: &str) -> Self {
        Self {
            id: id.into(),
            description: description.to_owned(),
            assignee: None,
            depends_on: Vec::new(),
            priority: 0,
            routine: None,
            inputs: Value::Null,
        }
    }
}
