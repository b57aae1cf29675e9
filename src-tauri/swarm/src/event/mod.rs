//! This has happened: the vocabulary of a swarm's journal, and the only thing that changes its state.

mod board;
mod credits;
mod life;
mod resource;
mod run;
mod subtask;
mod team;

pub use board::{EntriesRead, EntryWritten, WatchMet, WatchOpened, WriteRefused};
pub use credits::{
    ChildEnded, ChildSpawned, CreditsAllocated, CreditsRefused, CreditsReserved, CreditsReturned, CreditsSettled,
};
pub use life::{GoalSet, JOURNAL_FORMAT, SwarmClosed, SwarmConfigured, SwarmCreated, SwarmStatusChanged};
pub use resource::{ResourceAdded, ResourceDeleted, ResourceUpdated};
use routine_model::Timestamp;
pub use run::{AskDone, AskRefused, ReceiptsDropped, RoutinesOffered, RunJoined, RunLeft, RunLost, RunPlanned};
use serde::{Deserialize, Serialize};
pub use subtask::{RoutineAsked, RoutineChosen, SubtaskAdded, SubtaskChanged, SubtaskMoved};
pub use team::{LeaderSet, MemberRemoved, MemberSet, RoleRemoved, RoleSet};

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// A fact about a swarm. In the journal: an object whose `type` is the variant's name.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(tag = "type", rename_all = "camelCase")]
        pub enum SwarmEvent {
            $($(#[$doc])* $name($name),)*
        }

        impl SwarmEvent {
            /// The variant's name.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$name(_) => stringify!($name),)*
                }
            }
        }

        $(impl From<$name> for SwarmEvent {
            fn from(event: $name) -> Self {
                Self::$name(event)
            }
        })*
    };
}

events! {
    /// Always the first.
    SwarmCreated,
    /// Its life goes on.
    SwarmStatusChanged,
    /// Everything below it has left.
    SwarmClosed,
    /// It has another goal.
    GoalSet,
    /// It has other rules or limits.
    SwarmConfigured,

    /// An entry has a new version.
    EntryWritten,
    /// A change of an entry was refused.
    WriteRefused,
    /// Entries were read, or their reading was denied.
    EntriesRead,
    /// A run waits for news.
    WatchOpened,
    /// A run's news have come.
    WatchMet,

    /// The coordinator wants a run.
    RunPlanned,
    /// A run works for the swarm.
    RunJoined,
    /// An ask of a run was refused as a whole.
    AskRefused,
    /// What a run wanted done is done.
    AskDone,
    /// A run needs the receipts of its older asks no more.
    ReceiptsDropped,
    /// A run could not be started.
    RunLost,
    /// A run has ended.
    RunLeft,
    /// These routines can be chosen.
    RoutinesOffered,

    /// There is more to do.
    SubtaskAdded,
    /// A subtask is another one.
    SubtaskChanged,
    /// A subtask goes on, or does not.
    SubtaskMoved,
    /// Somebody has to choose a routine.
    RoutineAsked,
    /// Somebody has chosen a routine.
    RoutineChosen,

    /// Something was found or made.
    ResourceAdded,
    /// It is another one.
    ResourceUpdated,
    /// It is gone.
    ResourceDeleted,

    /// A member came or is another one.
    MemberSet,
    /// A member went.
    MemberRemoved,
    /// A role came or is another one.
    RoleSet,
    /// A role went.
    RoleRemoved,
    /// Somebody leads, or nobody.
    LeaderSet,

    /// More may be spent.
    CreditsAllocated,
    /// Credits are kept back for a run or a child swarm.
    CreditsReserved,
    /// Credits were asked for that are not there.
    CreditsRefused,
    /// A run or a child swarm has spent.
    CreditsSettled,
    /// What was reserved and not spent is free again.
    CreditsReturned,
    /// There is a swarm below this one.
    ChildSpawned,
    /// It has ended.
    ChildEnded,
}

/// An event in its place in a swarm's journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SwarmJournalEntry {
    /// From 1, without gaps.
    pub seq: u64,
    /// When it happened.
    pub time: Timestamp,
    /// What happened.
    #[serde(flatten)]
    pub event: SwarmEvent,
}
