//! Everything that a swarm knows about itself. Changed by `apply` only; stored whole as a checkpoint.
//!
//! Deliberately absent: earlier versions of entries, and what was said and done; both are in the journal and the store.

mod board;
mod resource;
mod run;
mod statistics;
mod subtask;
mod view;

use std::collections::{BTreeMap, VecDeque};

use routine_model::{RunId, SubtaskId, SwarmId, Timestamp};
use serde::{Deserialize, Serialize};

pub use board::{Blackboard, Entry, Watch};
pub use resource::Resource;
pub use run::{Receipt, Receipts, Record, RunStanding, SwarmRun, WriteResult};
pub use statistics::SwarmStatistics;
pub use subtask::{Subtask, SubtaskStatus};
pub use view::{MemberLine, SubtaskLine, SwarmView};

use crate::command::RoutineOffer;
use crate::ledger::Ledger;
use crate::limits::SwarmLimits;
use crate::policy::SwarmPolicy;
use crate::settings::ParentSwarm;
use crate::status::{StatusReason, SwarmStatus};
use crate::team::Team;

/// Records that are kept in memory; the journal keeps all.
pub const RECENT_RECORDS: usize = 200;

/// The whole state of a swarm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SwarmContext {
    /// Its id.
    pub swarm: SwarmId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub goal: String,
    /// Where it stands.
    pub status: SwarmStatus,
    /// Why it stands there.
    pub reason: Option<StatusReason>,
    /// The last entry of its journal.
    pub seq: u64,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// The swarm above it.
    pub parent: Option<ParentSwarm>,
    /// The shared entries.
    pub board: Blackboard,
    /// What has to be done, by id.
    pub subtasks: BTreeMap<SubtaskId, Subtask>,
    /// What was found or made, by id.
    pub resources: BTreeMap<String, Resource>,
    /// The latest records of runs, oldest first.
    pub records: VecDeque<Record>,
    /// Who works here.
    pub team: Team,
    /// The rules.
    pub policy: SwarmPolicy,
    /// The limits.
    pub limits: SwarmLimits,
    /// The account.
    pub ledger: Ledger,
    /// Runs that work, or have worked, for it.
    pub runs: BTreeMap<RunId, SwarmRun>,
    /// Swarms below it; whether each has ended.
    pub children: BTreeMap<SwarmId, ChildSwarm>,
    /// The routines that can be chosen.
    pub routines: Vec<RoutineOffer>,
    /// Runs that were planned since the beginning; their ids are counted.
    pub planned_runs: u64,
    /// What has happened in sum.
    pub statistics: SwarmStatistics,
}

/// A swarm below a swarm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChildSwarm {
    /// What it was made with.
    pub settings: crate::settings::SwarmSettings,
    /// It has ended.
    pub has_ended: bool,
}

impl SwarmContext {
    /// Runs at work go on. One that has run out of credits holds none: each of them goes as far as it gets without.
    #[must_use]
    pub fn lets_runs_go_on(&self) -> bool {
        self.status.coordinates() || self.reason == Some(StatusReason::OutOfCredits)
    }

    /// Runs that are planned, at work, or paused: all that have not left.
    pub fn runs_at_work(&self) -> impl Iterator<Item = (&RunId, &SwarmRun)> {
        self.runs.iter().filter(|(_, run)| run.standing != RunStanding::Left)
    }

    /// Whether everything below it has left or ended.
    #[must_use]
    pub fn is_empty_below(&self) -> bool {
        self.runs_at_work().next().is_none() && self.children.values().all(|child| child.has_ended)
    }
}
