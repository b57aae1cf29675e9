//! What a run asks of its swarm, and what it is answered.

use std::sync::Arc;

use routine_model::{Credits, EntryOperation, MemberId, RunId, StepId, SubtaskId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::act::MemberAct;
use crate::author::{AskKey, Author, Origin};
use crate::refusal::Refusal;
use crate::state::SwarmView;

/// An ask of a run. The same `(run, ask)` again gets the same answer and changes nothing, until the run has left.
#[derive(Clone, Debug, PartialEq)]
pub struct RunAsk {
    /// The run.
    pub run: RunId,
    /// Which ask of it.
    pub ask: AskKey,
    /// The run has on record what all of its asks below this one were answered; their receipts are not needed any more.
    pub answered_below: Option<routine_model::SwarmAskId>,
    /// The step that asks.
    pub step: Option<StepId>,
    /// The member in whose lane it stands.
    pub member: Option<MemberId>,
    /// What the run has spent since its beginning. Cumulative, so that settling it twice is the same as once.
    pub spent_total: Credits,
    /// What it was spent on, as far as no ask before has said that. They explain what is settled, now or before, and count once.
    pub charges: Vec<Charge>,
    /// What is asked.
    pub request: AskRequest,
}

impl RunAsk {
    /// Where a change that it makes comes from.
    #[must_use]
    pub fn origin(&self) -> Origin {
        let who = self.member.clone().map_or(Author::Routine, |member| Author::Member { member });
        Origin { who, run: Some(self.run.clone()), step: self.step, ask: Some(self.ask.clone()) }
    }
}

/// What a run may ask.
#[derive(Clone, Debug, PartialEq)]
pub enum AskRequest {
    /// It begins to work for the swarm.
    Join {
        /// Name or path of its routine.
        routine: String,
        /// The subtask that it works for.
        subtask: Option<SubtaskId>,
    },
    /// Current values.
    Read {
        /// Of which entries.
        keys: Vec<String>,
    },
    /// Changes of entries. Each one is done or refused by itself.
    Write {
        /// In this order.
        writes: Vec<EntryWrite>,
    },
    /// Answered when an entry that one of the patterns names was written after `known_seq`.
    Watch {
        /// Keys, or patterns of them.
        keys: Vec<String>,
        /// The swarm's `seq` that the run has seen.
        known_seq: u64,
    },
    /// More credits for the run's allotment.
    Reserve {
        /// How many.
        amount: Credits,
    },
    /// Something else is to be done in the swarm.
    Act(Box<MemberAct>),
    /// It has ended.
    Leave {
        /// How.
        status: LeaveStatus,
        /// What it was given.
        inputs: Value,
        /// What came of it.
        outputs: Value,
        /// Why it failed.
        message: Option<String>,
    },
}

/// How a run has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LeaveStatus {
    /// Its subtask is done.
    Completed,
    /// Its subtask has failed, or is tried again.
    Failed,
    /// Somebody ended it; its subtask is blocked until somebody says how it goes on.
    Cancelled,
}

/// One change of one entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EntryWrite {
    /// Which entry.
    pub key: String,
    /// How.
    pub operation: EntryOperation,
    /// The operand; of no meaning for a deletion.
    #[serde(default)]
    pub value: Value,
    /// The version that the entry has to have; 0 is none yet. Anything else there is a conflict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_version: Option<u64>,
}

/// What something cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Charge {
    /// The step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<StepId>,
    /// Name of the step's activity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub element: Option<String>,
    /// The member that did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// How it was done: the strategy's word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strategy: Option<String>,
    /// How much.
    pub amount: Credits,
}

/// What an ask is answered.
#[derive(Clone, Debug, PartialEq)]
pub enum AskAnswer {
    /// It works for the swarm.
    Joined {
        /// The journal's entry that the answer has seen.
        seq: u64,
        /// What the run may see of the swarm.
        view: Box<SwarmView>,
        /// What is reserved for the run.
        allotment: Credits,
    },
    /// Values as they are now.
    Read {
        /// The journal's entry that the answer has seen.
        seq: u64,
        /// In the order of the asked keys. One that may not be read looks like one that is not there.
        entries: Vec<EntryRead>,
    },
    /// What has become of each write, in their order.
    Written {
        /// Done, or refused with a reason.
        results: Vec<Result<u64, Refusal>>,
    },
    /// What was waited for has come; the answer to a `Watch` that is asked again.
    Changed {
        /// The journal's entry with which it came.
        seq: u64,
    },
    /// The allotment is larger.
    Reserved {
        /// By so much.
        amount: Credits,
    },
    /// It is done.
    Done,
    /// It does not work for the swarm any more.
    Left,
    /// It is not done, and why.
    Refused(Refusal),
}

/// One entry as a run sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryRead {
    /// Its key.
    pub key: String,
    /// Its version; 0 when it is not there. One that was deleted has a version and no value.
    pub version: u64,
    /// Its value.
    pub value: Option<Arc<Value>>,
}
