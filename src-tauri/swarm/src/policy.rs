//! What is allowed in a swarm, and what happens by itself.

use routine_model::MemberId;
use serde::{Deserialize, Serialize};

use crate::pattern::Pattern;
use crate::team::{RoleId, SwarmAction};

/// The rules of a swarm.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SwarmPolicy {
    /// Who may do what with which entries. The first rule that fits decides; without one, everybody may write.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub access: Vec<AccessRule>,
    /// How sensitive which entries are. The first rule that fits decides; without one, they are internal.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sensitivity: Vec<SensitivityRule>,
    /// What only happens when a person has said yes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub approvals: Vec<ApprovalRule>,
    /// When credits are asked for that are not there.
    pub on_out_of_credits: OnTrouble,
    /// When a subtask has failed for good.
    pub on_subtask_failed: OnTrouble,
    /// When every subtask is done.
    pub when_done: WhenDone,
    /// Who chooses a routine for a subtask when no rule finds one.
    pub choose_routine: ChooseRoutine,
    /// How often a subtask is tried in all; at least once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempts: Option<u32>,
    /// The strategy of steps for which nothing nearer says one: a word of the routines' own settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_strategy: Option<String>,
}

/// What somebody may do with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Access {
    /// Nothing: to a model it looks as if it were not there.
    None,
    /// Reading.
    Read,
    /// Reading and writing.
    Write,
}

/// What somebody may do with the entries of a pattern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccessRule {
    /// Which entries.
    pub keys: Pattern,
    /// Whom it is about; everybody when nobody is named. People may do everything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<MemberId>,
    /// The same by role.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleId>,
    /// What.
    pub access: Access,
}

/// How sensitive a value is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Sensitivity {
    /// For everybody.
    Public,
    /// For everybody in the swarm.
    #[default]
    Internal,
    /// For members that are cleared for it.
    Confidential,
    /// For members that are cleared for it; never shown unasked.
    Secret,
}

/// How sensitive the entries of a pattern are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SensitivityRule {
    /// Which entries.
    pub keys: Pattern,
    /// How sensitive.
    pub sensitivity: Sensitivity,
}

/// What needs a person's approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApprovalRule {
    /// Doing what.
    pub action: SwarmAction,
    /// With what: a pattern of keys, or of what else the action is about. Everything when there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keys: Option<Pattern>,
}

/// What a swarm does in trouble.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OnTrouble {
    /// It pauses; somebody looks at it and resumes it.
    #[default]
    Pause,
    /// It goes on with what else there is.
    Continue,
    /// It ends as failed.
    Stop,
}

/// What a swarm does when every subtask is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum WhenDone {
    /// It is idle: more can be added.
    #[default]
    Idle,
    /// It ends.
    Stop,
}

/// Who chooses a routine when no rule finds one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ChooseRoutine {
    /// Nobody: the subtask is stuck.
    #[default]
    Nobody,
    /// A model.
    Model,
    /// A person.
    Person,
}

impl SwarmPolicy {
    /// How sensitive an entry is.
    #[must_use]
    pub fn sensitivity_of(&self, key: &str) -> Sensitivity {
        self.sensitivity
            .iter()
            .find(|rule| rule.keys.fits(key))
            .map_or_else(Sensitivity::default, |rule| rule.sensitivity)
    }

    /// The rule by which a person has to say yes to this; none when nobody has to.
    #[must_use]
    pub fn approval_for(&self, action: SwarmAction, key: &str) -> Option<&ApprovalRule> {
        let fits = |rule: &&ApprovalRule| rule.keys.as_ref().is_none_or(|keys| keys.fits(key));
        self.approvals.iter().filter(|rule| rule.action == action).find(fits)
    }

    /// How often a subtask is tried in all.
    #[must_use]
    pub fn most_attempts(&self) -> u32 {
        self.attempts.unwrap_or(1).max(1)
    }
}
