//! Who works here, and who may do what.

use routine_model::{MemberId, SubtaskId};
use serde::{Deserialize, Serialize};

use crate::author::Author;
use crate::team::{Member, Role, RoleId};

/// A member came or is another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberSet {
    /// The member.
    pub member: Member,
    /// Who wanted it.
    pub by: Author,
}

/// A member went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberRemoved {
    /// The member.
    pub member: MemberId,
    /// Who wanted it.
    pub by: Author,
}

/// A role came or is another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoleSet {
    /// The role.
    pub role: Role,
    /// Who wanted it.
    pub by: Author,
}

/// A role went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoleRemoved {
    /// The role.
    pub role: RoleId,
    /// Who wanted it.
    pub by: Author,
}

/// Somebody leads, or nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LeaderSet {
    /// The member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader: Option<MemberId>,
    /// Of which subtask; of the swarm when there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtask: Option<SubtaskId>,
    /// Who wanted it.
    pub by: Author,
}
