//! What may change in a `SwarmView`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{EntryLine, MemberView, ResourceView, RoleView, SubtaskView, SwarmRunView, SwarmSummary};

/// An update names at most so many entries; beyond that it only says that entries changed.
pub const ENTRIES_IN_AN_UPDATE: usize = 500;

/// One change of a swarm's view. *Set* replaces what has the same id, or adds it at the end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "change")]
pub enum SwarmChange {
    /// Standing, counts or credits changed.
    SummarySet {
        /// The line as it is now.
        summary: SwarmSummary,
    },
    /// A subtask was added or changed.
    SubtaskSet {
        /// The subtask.
        subtask: SubtaskView,
    },
    /// A member came or changed.
    MemberSet {
        /// The member.
        member: MemberView,
    },
    /// A member left.
    MemberRemoved {
        /// The member.
        member_id: String,
    },
    /// Roles changed.
    RolesSet {
        /// All roles.
        roles: Vec<RoleView>,
    },
    /// A resource was added or changed.
    ResourceSet {
        /// The resource.
        resource: ResourceView,
    },
    /// A resource is gone.
    ResourceRemoved {
        /// The resource.
        resource_id: String,
    },
    /// A run came or its credits changed.
    RunSet {
        /// The run.
        run: SwarmRunView,
    },
    /// A run left.
    RunRemoved {
        /// The run.
        run_id: String,
    },
    /// A swarm was made by this one.
    ChildAdded {
        /// The child swarm.
        swarm_id: String,
    },
    /// Entries were written, read or deleted; only the latest state of each.
    EntriesSet {
        /// The entries.
        entries: Vec<EntryLine>,
    },
    /// More entries changed than are worth telling; ask for those that are shown.
    EntriesStale,
    /// The ledger has more lines.
    LedgerGrew,
}

/// What happened to a swarm between two places of its journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SwarmUpdate {
    /// The swarm.
    pub swarm_id: String,
    /// The first journal entry that is contained. A view whose `seq` is less than `fromSeq - 1` has a gap and is asked for again.
    pub from_seq: u64,
    /// The last journal entry that is contained; a view that has it already ignores the update.
    pub seq: u64,
    /// The changes, in order.
    pub changes: Vec<SwarmChange>,
}
