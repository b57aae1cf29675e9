//! Runs that work for a swarm, and what they were answered.

use std::collections::BTreeMap;
use std::sync::Arc;

use routine_model::{Credits, MemberId, RunId, SubtaskId, SwarmAskId, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ask::LeaveStatus;
use crate::author::AskKey;
use crate::refusal::Refusal;

/// A run of a swarm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SwarmRun {
    /// Path or name of its routine.
    pub routine: String,
    /// The subtask that it works for.
    pub subtask: Option<SubtaskId>,
    /// Who does it.
    pub member: Option<MemberId>,
    /// Whether it is there.
    pub standing: RunStanding,
    /// When it was planned or joined.
    pub since: Timestamp,
    /// Credits that it has asked for and did not get; it waits for them.
    pub wants: Option<Credits>,
    /// What its asks were answered, as long as it may ask again.
    pub receipts: Receipts,
}

/// Whether a run is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RunStanding {
    /// The coordinator wants it; it has not joined yet.
    Planned,
    /// It works.
    Joined,
    /// It has ended.
    Left,
}

/// What a run's asks were answered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Receipts {
    /// Those of the run's own journal.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub asks: BTreeMap<SwarmAskId, Receipt>,
    /// Those of tool calls.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub calls: BTreeMap<Arc<str>, Receipt>,
    /// The run has on record what it was answered below this one.
    pub answered_below: SwarmAskId,
}

/// What one ask was answered. A read is answered anew: nothing has come of the first answer, or it were not asked again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Receipt {
    /// It has joined.
    Joined,
    /// It has read.
    Read,
    /// It waits.
    Watching,
    /// What it waited for has come with this entry of the journal.
    Changed {
        /// Which one.
        seq: u64,
    },
    /// Its writes.
    Written {
        /// Version or refusal of each one.
        results: Vec<WriteResult>,
    },
    /// It is done.
    Done,
    /// It has more credits.
    Reserved {
        /// By so much.
        amount: Credits,
    },
    /// It was refused.
    Refused {
        /// Why.
        refusal: Refusal,
    },
}

/// What has become of a write.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum WriteResult {
    /// The entry's new version.
    Applied(u64),
    /// Why not.
    Refused(Refusal),
}

impl Receipts {
    /// The receipt of an ask.
    #[must_use]
    pub fn get(&self, ask: &AskKey) -> Option<&Receipt> {
        match ask {
            AskKey::Ask(ask) => self.asks.get(ask),
            AskKey::Call(call) => self.calls.get(call),
        }
    }

    pub(crate) fn put(&mut self, ask: &AskKey, receipt: Receipt) {
        match ask {
            AskKey::Ask(ask) => self.asks.insert(*ask, receipt),
            AskKey::Call(call) => self.calls.insert(call.clone(), receipt),
        };
    }

    /// Adds what has become of one more write of an ask.
    pub(crate) fn add_write(&mut self, ask: &AskKey, result: WriteResult) {
        let fresh = || Receipt::Written { results: Vec::new() };
        let receipt = match ask {
            AskKey::Ask(ask) => self.asks.entry(*ask).or_insert_with(fresh),
            AskKey::Call(call) => self.calls.entry(call.clone()).or_insert_with(fresh),
        };
        match receipt {
            Receipt::Written { results } => results.push(result),
            other => *other = Receipt::Written { results: vec![result] },
        }
    }

    /// The run has its answers below this one.
    pub(crate) fn forget_below(&mut self, ask: SwarmAskId) {
        if ask > self.answered_below {
            self.asks = self.asks.split_off(&ask);
            self.answered_below = ask;
        }
    }
}

/// What a run that has left was given, what came of it, and what it cost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// The run.
    pub run: RunId,
    /// Path or name of its routine.
    pub routine: String,
    /// The subtask that it worked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtask: Option<SubtaskId>,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberId>,
    /// How it ended.
    pub status: LeaveStatus,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What it was given.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub inputs: Value,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub outputs: Value,
    /// What it cost.
    pub spent: Credits,
    /// When it was planned or joined.
    pub began: Timestamp,
    /// When it left.
    pub ended: Timestamp,
}
