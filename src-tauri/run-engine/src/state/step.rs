//! A step that has not ended.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use routine_model::graph::settings::{Strategy, StrategySetting};
use routine_model::{Credits, ElementId};
use serde::{Deserialize, Serialize};

use super::CompletedInside;
use crate::event::StepProduced;
use crate::ids::{BranchId, ScopeId, StepId, SubscriptionId, Timestamp};
use crate::outcome::VariableMap;
use crate::pending_call::{PendingState, pending_calls};
use crate::record::StepRecord;
use crate::status::StepStatus;

/// One execution of one flow node by one branch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// The step.
    pub id: StepId,
    /// The branch.
    pub branch: BranchId,
    /// The flow node.
    pub element: ElementId,
    /// The scope that it runs in.
    pub scope: ScopeId,
    /// It is the step of an activity, not of an event or gateway.
    pub activity: bool,
    /// What it does.
    pub status: StepStatus,
    /// Which attempt is under way, from 1.
    pub attempt: u32,
    /// Results of the input mappings.
    pub inputs: VariableMap,
    /// When it started.
    pub started_at: Timestamp,
    /// Milliseconds that its current attempt was being done, up to `worked_until`: not while it waited, nor while the program
    /// was not there.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub worked_ms: u64,
    /// Up to when that is counted.
    #[serde(default)]
    pub worked_until: Timestamp,
    /// What doing it costs at most, as far as that was asked.
    #[serde(default)]
    pub estimate: Option<Credits>,
    /// The attempt with which its record began.
    #[serde(default = "first_attempt")]
    pub record_since: u32,
    /// What its current attempt has put on record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub record: Vec<Arc<StepRecord>>,
    /// Requests to models that are not answered, with what is kept back for each.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub asked: BTreeMap<u32, Credits>,
    /// Somebody has answered it since it last began, so that whoever does it has not read that yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub answered: bool,
    /// Run-time override of its strategy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strategy: Option<StrategySetting>,
    /// Its result, on its way to the swarm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub produced: Option<Box<StepProduced>>,
    /// The scope that does its work, when it has opened one.
    pub inside: Option<ScopeId>,
    /// The scope that has done its work, kept until the step ends for those who compensate it later.
    pub completed_inside: Option<Box<CompletedInside>>,
    /// What came with the event that it has caught.
    #[serde(default)]
    pub caught: VariableMap,
    /// What listens on its behalf.
    pub subscriptions: BTreeSet<SubscriptionId>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
fn is_zero(milliseconds: &u64) -> bool {
    *milliseconds == 0
}

fn first_attempt() -> u32 {
    1
}

impl Step {
    /// Counts the time up to now as worked.
    pub(crate) fn work_until(&mut self, now: Timestamp) {
        let more = now.0.saturating_sub(self.worked_until.0);
        self.worked_ms = self.worked_ms.saturating_add(u64::try_from(more).unwrap_or_default());
        self.worked_until = now;
    }

    /// How its current attempt is done, as far as that was decided; the last that was fallen back to.
    #[must_use]
    pub fn strategy_taken(&self) -> Option<Strategy> {
        self.record.iter().rev().find_map(|record| record.strategy())
    }

    /// What is kept back for it: what its open requests may cost, or what doing all of it may.
    #[must_use]
    pub fn kept_back(&self) -> Credits {
        let asked = self.reserved();
        self.estimate.map_or(asked, |estimate| estimate.max(asked))
    }

    /// What its open requests may cost.
    #[must_use]
    pub fn reserved(&self) -> Credits {
        let sum = self.asked.values().try_fold(Credits::ZERO, |sum, next| sum.checked_add(*next));
        sum.unwrap_or(Credits::from_micros(u64::MAX))
    }

    /// Whether somebody has yet to decide about a call.
    #[must_use]
    pub fn is_pending(&self, call: &str) -> bool {
        self.undecided().any(|pending| pending == call)
    }

    /// The first call that somebody has yet to decide about.
    #[must_use]
    pub fn pending_call(&self) -> Option<String> {
        self.undecided().next()
    }

    /// All of them, in the order in which they were asked for.
    pub fn undecided(&self) -> impl Iterator<Item = String> {
        let calls = pending_calls(self.record.iter().map(AsRef::as_ref));
        calls.into_iter().filter(|call| call.state == PendingState::PendingApproval).map(|call| call.call)
    }
}
