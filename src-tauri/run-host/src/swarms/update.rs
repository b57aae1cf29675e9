//! What a watcher of a swarm is told.

use std::collections::BTreeMap;
use std::sync::Arc;

use routine_model::SwarmId;
use run_store::SwarmRow;
use swarm::SwarmJournalEntry;
use swarm::state::{Blackboard, Entry, SwarmContext};

/// A swarm at one place of its journal.
#[derive(Clone, Debug)]
pub struct SwarmSnapshot {
    /// The swarm.
    pub swarm: SwarmId,
    /// The last journal entry that is contained.
    pub seq: u64,
    /// Its state, the blackboard's entries left out: there may be very many; they are looked at by key or in stretches.
    pub context: Arc<SwarmContext>,
    /// Its loop is in memory.
    pub live: bool,
}

/// What happened to a swarm between two places of its journal. All of it is stored.
#[derive(Clone, Debug)]
pub struct SwarmUpdate {
    /// The swarm.
    pub swarm: SwarmId,
    /// The first journal entry that is contained.
    pub from_seq: u64,
    /// The last one.
    pub seq: u64,
    /// The journal's entries, in order.
    pub entries: Vec<SwarmJournalEntry>,
    /// The latest state of each blackboard entry that was written or read.
    pub changed: BTreeMap<String, Entry>,
    /// The state after them, the blackboard's entries left out.
    pub context: Arc<SwarmContext>,
}

/// What comes to a watcher of one swarm.
#[derive(Clone, Debug)]
pub enum SwarmNotice {
    /// The swarm went on.
    Update(Arc<SwarmUpdate>),
    /// Updates were lost, because the watcher was too slow or the swarm was loaded anew: watch it again.
    WatchAgain,
}

/// What comes to a watcher of the list of swarms.
#[derive(Clone, Debug)]
pub enum SwarmListNotice {
    /// A swarm is new or has changed.
    Changed(Arc<SwarmRow>),
    /// Notices were lost: read the list again.
    ReadAgain,
}

/// A state without the entries of its blackboard.
pub(super) fn without_entries(context: &SwarmContext) -> SwarmContext {
    let board = Blackboard {
        entries: BTreeMap::new(),
        present: context.board.present,
        bytes: context.board.bytes,
        watches: context.board.watches.clone(),
    };
    SwarmContext {
        board,
        swarm: context.swarm.clone(),
        name: context.name.clone(),
        goal: context.goal.clone(),
        status: context.status,
        reason: context.reason.clone(),
        seq: context.seq,
        created_at: context.created_at,
        changed_at: context.changed_at,
        parent: context.parent.clone(),
        subtasks: context.subtasks.clone(),
        resources: context.resources.clone(),
        records: context.records.clone(),
        team: context.team.clone(),
        policy: context.policy.clone(),
        limits: context.limits.clone(),
        ledger: context.ledger.clone(),
        runs: context.runs.clone(),
        children: context.children.clone(),
        routines: context.routines.clone(),
        planned_runs: context.planned_runs,
        statistics: context.statistics.clone(),
    }
}
