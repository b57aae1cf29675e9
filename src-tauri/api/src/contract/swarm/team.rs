//! The team: members, roles, and what each may do.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Sensitivity;

/// What a member is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum MemberKind {
    /// A model with a persona.
    Agent,
    /// A person.
    Person,
}

/// One member of the team.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MemberView {
    /// Its id, as lanes refer to it.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// What it is.
    pub kind: MemberKind,
    /// How it sees itself, in words for a model.
    pub persona: Option<String>,
    /// The model that speaks for it.
    pub model: Option<String>,
    /// Its tools.
    pub tools: Vec<String>,
    /// Its roles.
    pub roles: Vec<String>,
    /// The most sensitive entries that it may see.
    pub clearance: Sensitivity,
    /// It leads the swarm.
    pub leader: bool,
}

/// Something that roles allow or forbid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SwarmAction {
    /// Reading entries.
    ReadEntries,
    /// Writing entries.
    WriteEntries,
    /// Adding, changing and moving subtasks.
    ManageSubtasks,
    /// Adding, changing and deleting resources.
    ManageResources,
    /// Members, roles and leaders.
    ManageTeam,
    /// Starting and choosing routines.
    RunRoutines,
    /// Writing to others.
    SendMessages,
    /// Making tools for others.
    DefineTools,
    /// Making swarms below this one.
    SpawnSwarms,
    /// Goal, rules, limits, credits.
    Configure,
    /// Starting, pausing and ending the swarm.
    EndSwarm,
}

/// What a rule says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum RuleForce {
    /// Must not. Goes before all others.
    Prohibition,
    /// May.
    Permission,
    /// Must.
    Obligation,
}

/// A rule of a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RuleView {
    /// What it says.
    pub force: RuleForce,
    /// What is done.
    pub action: SwarmAction,
    /// With what: a pattern of keys or ids; everything when absent.
    pub pattern: Option<String>,
}

/// A role and what it may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoleView {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub description: String,
    /// What it may do where no rule says anything.
    pub actions: Vec<SwarmAction>,
    /// Its rules.
    pub rules: Vec<RuleView>,
}
