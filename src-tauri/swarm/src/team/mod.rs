//! Who works in a swarm, who leads it, and who may do what.

mod answering;
mod norms;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use routine_model::MemberId;
use serde::{Deserialize, Serialize};

pub use answering::{Answering, Conversation, who_answers};
pub use norms::{Because, Force, Norm, SwarmAction, Verdict, verdict};

use crate::policy::Sensitivity;

/// A role; unique in its swarm.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RoleId(pub Arc<str>);

impl From<&str> for RoleId {
    fn from(id: &str) -> Self {
        Self(Arc::from(id))
    }
}

impl fmt::Display for RoleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A member of the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// Its id, unique in the swarm.
    pub id: MemberId,
    /// Its name.
    pub name: String,
    /// An agent or a person.
    #[serde(flatten)]
    pub kind: MemberKind,
    /// Its roles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleId>,
    /// The most sensitive entries that it may see. People may see everything.
    #[serde(default)]
    pub clearance: Sensitivity,
}

/// What a member is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum MemberKind {
    /// A model with a persona.
    Agent {
        /// Who it is to be: part of its prompts.
        #[serde(default)]
        persona: String,
        /// `provider/model`; the step's or the program's own when there is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        model: Option<String>,
        /// The tools that it may call; those of the step when there are none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tools: Vec<String>,
    },
    /// A person.
    Person,
}

/// What the members of a role may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Role {
    /// Its id, unique in the swarm.
    pub id: RoleId,
    /// What it is for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// What it may do where no norm says anything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<SwarmAction>,
    /// Prohibitions, permissions, obligations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub norms: Vec<Norm>,
}

/// The team of a swarm.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Team {
    /// In the order in which they came.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
    /// The roles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// Who leads the swarm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leader: Option<MemberId>,
    /// Who leads which subtask.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub subtask_leaders: BTreeMap<routine_model::SubtaskId, MemberId>,
}

impl Team {
    /// A member.
    #[must_use]
    pub fn member(&self, id: &MemberId) -> Option<&Member> {
        self.members.iter().find(|member| member.id == *id)
    }

    /// A role.
    #[must_use]
    pub fn role(&self, id: &RoleId) -> Option<&Role> {
        self.roles.iter().find(|role| role.id == *id)
    }

    /// What is wrong with it: ids that nothing has, or that two have.
    #[must_use]
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (at, member) in self.members.iter().enumerate() {
            if self.members[..at].iter().any(|other| other.id == member.id) {
                faults.push(format!("two members are called {}", member.id));
            }
            let unknown = member.roles.iter().filter(|role| self.role(role).is_none());
            faults
                .extend(unknown.map(|role| format!("member {} has the role {role}, which does not exist", member.id)));
        }
        for (at, role) in self.roles.iter().enumerate() {
            if self.roles[..at].iter().any(|other| other.id == role.id) {
                faults.push(format!("two roles are called {}", role.id));
            }
        }
        let leaders = self.leader.iter().chain(self.subtask_leaders.values());
        let unknown = leaders.filter(|leader| self.member(leader).is_none());
        faults.extend(unknown.map(|leader| format!("{leader} leads and is no member")));
        faults
    }
}
