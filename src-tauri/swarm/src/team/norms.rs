//! Who may do what. As in MOISE+, a role's norms are prohibitions, permissions and obligations; a prohibition is stronger than
//! a permission, a permission than an obligation, and any norm than what the role allows by itself.

use serde::{Deserialize, Serialize};

use super::{MemberKind, RoleId, Team};
use crate::author::Author;
use crate::pattern::Pattern;

/// Something that roles allow or forbid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
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

impl SwarmAction {
    /// What is refused, in words: "may not … key".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::ReadEntries => "read",
            Self::WriteEntries => "write",
            Self::ManageSubtasks => "manage subtask",
            Self::ManageResources => "manage resource",
            Self::ManageTeam => "manage the team's",
            Self::RunRoutines => "run routines for",
            Self::SendMessages => "send messages to",
            Self::DefineTools => "define tool",
            Self::SpawnSwarms => "spawn swarm",
            Self::Configure => "configure",
            Self::EndSwarm => "move the swarm to",
        }
    }

    /// What every member may do for which its roles and their norms say nothing.
    fn is_everybodys(self) -> bool {
        match self {
            Self::ReadEntries | Self::WriteEntries | Self::ManageResources | Self::RunRoutines | Self::SendMessages => {
                true
            }
            Self::ManageSubtasks
            | Self::ManageTeam
            | Self::DefineTools
            | Self::SpawnSwarms
            | Self::Configure
            | Self::EndSwarm => false,
        }
    }

    /// What the leader may do beyond that.
    fn is_the_leaders(self) -> bool {
        match self {
            Self::ManageSubtasks | Self::DefineTools | Self::SpawnSwarms | Self::EndSwarm => true,
            Self::ReadEntries
            | Self::WriteEntries
            | Self::ManageResources
            | Self::ManageTeam
            | Self::RunRoutines
            | Self::SendMessages
            | Self::Configure => false,
        }
    }
}

/// How a norm binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Force {
    /// It may not be done. Strongest.
    Prohibition,
    /// It may be done.
    Permission,
    /// It has to be done, so it may.
    Obligation,
}

/// What a role says about an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Norm {
    /// How it binds.
    pub force: Force,
    /// Doing what.
    pub action: SwarmAction,
    /// With what: a pattern of keys or ids. Everything when there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keys: Option<Pattern>,
}

/// Whether something may be done, and which rule says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// It may.
    pub is_allowed: bool,
    /// Why.
    pub because: Because,
}

/// Which rule decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Because {
    /// A norm of a role.
    Norm(RoleId, Force),
    /// The role allows it by itself.
    Role(RoleId),
    /// Its roles list what they allow, and this is not among it.
    NotInRoles,
    /// It leads the swarm.
    Leader,
    /// What everybody may do who has no role that says otherwise.
    Everybody,
    /// Only leaders, people and roles that say so may do it.
    NotEverybody,
    /// People and the coordinator may do everything.
    Standing,
    /// The team has no such member.
    NoMember,
}

impl std::fmt::Display for Because {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Norm(role, Force::Prohibition) => write!(f, "the role {role} forbids it"),
            Self::Norm(role, Force::Permission) => write!(f, "the role {role} permits it"),
            Self::Norm(role, Force::Obligation) => write!(f, "the role {role} obliges to it"),
            Self::Role(role) => write!(f, "the role {role} allows it"),
            Self::NotInRoles => f.write_str("none of its roles allows it"),
            Self::Leader => f.write_str("the leader may"),
            Self::Everybody => f.write_str("every member may"),
            Self::NotEverybody => f.write_str("only the leader, or a role that says so, may"),
            Self::Standing => f.write_str("people may do everything"),
            Self::NoMember => f.write_str("it is no member of the team"),
        }
    }
}

/// Whether somebody may do something with something.
#[must_use]
pub fn verdict(team: &Team, who: &Author, action: SwarmAction, key: &str) -> Verdict {
    let member = match who {
        Author::Person | Author::Coordinator => return Verdict { is_allowed: true, because: Because::Standing },
        Author::Routine => return by_standing(action, false),
        Author::Member { member } => member,
    };
    let Some(member) = team.member(member) else {
        return Verdict { is_allowed: false, because: Because::NoMember };
    };
    if member.kind == MemberKind::Person {
        return Verdict { is_allowed: true, because: Because::Standing };
    }
    let roles: Vec<_> = member.roles.iter().filter_map(|role| team.role(role)).collect();
    let norms = roles.iter().flat_map(|role| role.norms.iter().map(|norm| (&role.id, norm)));
    let fits = |norm: &Norm| norm.action == action && norm.keys.as_ref().is_none_or(|keys| keys.fits(key));
    if let Some((role, norm)) = norms.filter(|(_, norm)| fits(norm)).min_by_key(|(_, norm)| norm.force) {
        let is_allowed = norm.force != Force::Prohibition;
        return Verdict { is_allowed, because: Because::Norm(role.clone(), norm.force) };
    }
    if let Some(role) = roles.iter().find(|role| role.actions.contains(&action)) {
        return Verdict { is_allowed: true, because: Because::Role(role.id.clone()) };
    }
    let is_leader = team.leader.as_ref() == Some(&member.id);
    if !is_leader && roles.iter().any(|role| !role.actions.is_empty()) {
        return Verdict { is_allowed: false, because: Because::NotInRoles };
    }
    by_standing(action, is_leader)
}

fn by_standing(action: SwarmAction, is_leader: bool) -> Verdict {
    if action.is_everybodys() {
        return Verdict { is_allowed: true, because: Because::Everybody };
    }
    if is_leader && action.is_the_leaders() {
        return Verdict { is_allowed: true, because: Because::Leader };
    }
    Verdict { is_allowed: false, because: Because::NotEverybody }
}
