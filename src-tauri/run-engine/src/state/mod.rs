//! The whole state of a run: what `apply` builds from events, and nothing else changes.

mod access;
mod account;
mod branch;
mod breakpoints;
mod compensation;
mod letters;
mod mark;
mod scope;
mod step;
mod subscriptions;
mod swarm;
mod waiting;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use account::OpenAccount;
pub use branch::Branch;
pub use breakpoints::Breakpoints;
pub use compensation::{Compensation, CompletedInside, Undoing};
pub use letters::Letters;
pub use mark::ElementMark;
use routine_model::{Credits, ElementId, RoutineGraph};
pub use scope::{Scope, WaitingAtJoin};
use serde::{Deserialize, Serialize};
pub use step::Step;
pub use subscriptions::Subscriptions;
pub use swarm::{ReadEntries, RunInSwarm, Unsaid};
pub use waiting::{BufferedMessage, Incident, PathDecision, Subscription};

use crate::config::RunConfig;
use crate::event::{RoutineRef, RunOrigin};
use crate::ids::{BranchId, DecisionId, IncidentId, RoutineVersion, RunId, ScopeId, StepId, Timestamp};
use crate::status::{RunStatus, StatusReason};

/// Everything that is known about a run, except its past, which is the journal.
///
/// What has ended leaves the maps, so the size follows what is going on and not what has been.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunProgress {
    /// The run.
    pub run: RunId,
    /// Which run it began as a copy of; none of one that began at its beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<RunOrigin>,
    /// The file it runs.
    pub routine: RoutineRef,
    /// How it runs.
    pub config: RunConfig,
    /// Its status.
    pub status: RunStatus,
    /// Why it has this status.
    pub reason: Option<StatusReason>,
    /// The last applied journal entry.
    pub seq: u64,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Since when it has been running without a pause.
    pub running_since: Option<Timestamp>,
    /// How long it had been running before that, milliseconds.
    pub ran_ms: u64,
    /// Open scopes.
    pub scopes: BTreeMap<ScopeId, Scope>,
    /// Living branches.
    pub branches: BTreeMap<BranchId, Branch>,
    /// Steps that have not ended.
    pub steps: BTreeMap<StepId, Step>,
    /// Branches that the next iteration enters, by the journal entry that made them ready.
    pub ready: BTreeMap<u64, BranchId>,
    /// Steps that wait for their turn, oldest first.
    pub queued: BTreeSet<StepId>,
    /// How many steps are in progress: begun, not waiting.
    pub steps_in_progress: u64,
    /// What is kept back for all of these together and for the runs that were asked for, micro-credits: the sum of
    /// [`Step::kept_back`] and [`OpenAccount::kept_back`], carried along so that asking what is left does not look at all.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub kept_back: u128,
    /// Scopes in which branches wait at joins.
    pub joining: BTreeSet<ScopeId>,
    /// Branches that wait for their turn in a sequential ad-hoc sub-process.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub in_order: BTreeSet<BranchId>,
    /// Branches that wait for data that a flow node needs.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub awaiting_inputs: BTreeSet<BranchId>,
    /// What listens.
    pub subscriptions: Subscriptions,
    /// Messages that nobody has taken yet, oldest first.
    pub messages: Vec<BufferedMessage>,
    /// Path decisions that are asked for.
    pub decisions: BTreeMap<DecisionId, PathDecision>,
    /// Path decisions that were made and count again at the same gateway, when the run is configured so.
    #[serde(default)]
    pub decided: BTreeMap<ElementId, Vec<ElementId>>,
    /// Its breakpoints.
    #[serde(default, skip_serializing_if = "Breakpoints::is_untouched")]
    pub breakpoints: Breakpoints,
    /// Incidents that are open.
    pub incidents: BTreeMap<IncidentId, Incident>,
    /// What has happened at each flow node, by its id.
    pub marks: BTreeMap<ElementId, ElementMark>,
    /// How often each sequence flow was taken.
    pub flows_taken: BTreeMap<ElementId, u64>,
    /// Steps of activities that have started.
    pub steps_started: u64,
    /// Iterations so far that started a step.
    pub iterations: u64,
    /// What the run has cost.
    pub credits: Credits,
    /// Routines that are pinned, by called process.
    pub pinned: BTreeMap<ElementId, RoutineRef>,
    /// The files that decisions are read from, by the id of the decision.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pinned_decisions: BTreeMap<String, RoutineRef>,
    /// What was charged for runs that its steps have asked for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub asked_runs: BTreeMap<RunId, Credits>,
    /// Those of them that may still cost something.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub open_accounts: BTreeMap<RunId, OpenAccount>,
    /// Last variables of processes that have ended, merged in the order in which they ended.
    pub results: BTreeMap<String, serde_json::Value>,
    /// Why a process has failed while others went on; the run then ends as failed.
    pub failure: Option<String>,
    /// The run's side of its swarm; none of a run that works for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub swarm: Option<RunInSwarm>,
    /// Letters that branches bear.
    pub letters: Letters,
    /// Counters that the next ids come from.
    pub next: NextIds,
}

/// Counters that ids come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NextIds {
    /// The next branch.
    pub branch: u64,
    /// The next scope.
    pub scope: u64,
    /// The next step.
    pub step: u64,
    /// The next subscription.
    pub subscription: u64,
    /// The next decision.
    pub decision: u64,
    /// The next incident.
    pub incident: u64,
}

impl Default for NextIds {
    fn default() -> Self {
        Self { branch: 1, scope: 1, step: 1, subscription: 1, decision: 1, incident: 1 }
    }
}

fn is_nothing(sum: &u128) -> bool {
    *sum == 0
}

/// The graphs that a run's elements are in, by version.
pub type Graphs = BTreeMap<RoutineVersion, Arc<RoutineGraph>>;
