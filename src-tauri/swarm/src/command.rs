//! Please do this: what the outside may want of a swarm.

use routine_model::{Credits, EntryOperation, MemberId, RunId, SubtaskId, SwarmId};
use serde_json::Value;

use crate::ask::{EntryWrite, RunAsk};
use crate::author::{Author, Origin};
use crate::limits::SwarmLimits;
use crate::policy::SwarmPolicy;
use crate::settings::{NewSubtask, SwarmSettings};
use crate::state::{Resource, SubtaskStatus};
use crate::team::{Member, Role, RoleId};

/// A request to a swarm.
#[derive(Clone, Debug, PartialEq)]
pub enum SwarmCommand {
    /// Always the first.
    CreateSwarm {
        /// Its id.
        swarm: SwarmId,
        /// What it begins with.
        settings: Box<SwarmSettings>,
    },
    /// It begins to work.
    StartSwarm {
        /// Who wants it.
        by: Author,
    },
    /// The answer to `Prepare`.
    FinishStarting {
        /// Why it cannot start.
        result: Result<(), String>,
    },
    /// It starts nothing more, and its runs pause.
    PauseSwarm {
        /// Who wants it.
        by: Author,
    },
    /// It goes on.
    ResumeSwarm {
        /// Who wants it.
        by: Author,
    },
    /// It ends: its runs are cancelled, its children stopped.
    StopSwarm {
        /// Who wants it.
        by: Author,
        /// In whose words.
        message: Option<String>,
    },
    /// Something broke for good.
    FailSwarm {
        /// What.
        message: String,
    },

    /// The goal is another one.
    SetGoal {
        /// Who wants it.
        by: Author,
        /// The goal.
        goal: String,
    },
    /// Rules and limits are others.
    ConfigureSwarm {
        /// Who wants it.
        by: Author,
        /// All rules.
        policy: Option<Box<SwarmPolicy>>,
        /// All limits.
        limits: Option<SwarmLimits>,
    },

    /// Changes of entries from outside of runs: all of them, or none when one is refused.
    Post {
        /// Who writes.
        by: Author,
        /// What, in this order.
        writes: Vec<EntryWrite>,
    },
    /// An earlier version's value again, as a new version.
    RevertEntry {
        /// Who wants it.
        by: Author,
        /// The entry.
        key: String,
        /// The version whose value comes back.
        to_version: u64,
        /// That value, from the history; none when the entry was deleted in that version.
        value: Option<Value>,
        /// The version that the entry has to have.
        expected_version: Option<u64>,
    },
    /// Entries are looked at from outside of runs, which is put on record, and what of it is denied.
    ReadEntries {
        /// Who.
        by: Origin,
        /// Which.
        keys: Vec<String>,
    },
    /// A run asks.
    Ask(RunAsk),

    /// There is more to do.
    AddSubtask {
        /// Who wants it.
        by: Origin,
        /// What.
        subtask: NewSubtask,
    },
    /// A subtask is another one. What is none stays.
    ChangeSubtask {
        /// Who wants it.
        by: Origin,
        /// Which one.
        subtask: SubtaskId,
        /// What changes.
        change: SubtaskChange,
    },
    /// A subtask goes on, or does not.
    MoveSubtask {
        /// Who wants it.
        by: Origin,
        /// Which one.
        subtask: SubtaskId,
        /// Where to.
        status: SubtaskStatus,
        /// In whose words.
        message: Option<String>,
    },

    /// Something was found or made.
    AddResource {
        /// Who.
        by: Origin,
        /// What.
        resource: Resource,
    },
    /// A resource is another one.
    UpdateResource {
        /// Who.
        by: Origin,
        /// With the same id.
        resource: Resource,
    },
    /// A resource is gone.
    DeleteResource {
        /// Who.
        by: Origin,
        /// Its id.
        id: String,
    },

    /// A member comes, or is another one.
    SetMember {
        /// Who wants it.
        by: Author,
        /// The member.
        member: Member,
    },
    /// A member goes.
    RemoveMember {
        /// Who wants it.
        by: Author,
        /// The member.
        member: MemberId,
    },
    /// A role comes, or is another one.
    SetRole {
        /// Who wants it.
        by: Author,
        /// The role.
        role: Role,
    },
    /// A role goes.
    RemoveRole {
        /// Who wants it.
        by: Author,
        /// The role.
        role: RoleId,
    },
    /// Somebody leads the swarm, or one of its subtasks, or nobody does.
    SetLeader {
        /// Who wants it.
        by: Author,
        /// The member.
        leader: Option<MemberId>,
        /// The subtask.
        subtask: Option<SubtaskId>,
    },

    /// More may be spent; runs that wait for credits go on.
    TopUp {
        /// Who wants it.
        by: Author,
        /// How much more. Where there was no cap, this is one: what may be spent from now on. Runs that are at work keep what
        /// they were told.
        amount: Credits,
    },
    /// A swarm below this one.
    SpawnChild {
        /// Who wants it.
        by: Origin,
        /// Its id.
        child: SwarmId,
        /// Its settings; `credits` is its share, which is reserved here.
        settings: Box<SwarmSettings>,
    },
    /// A child's share is larger.
    TopUpChild {
        /// Who wants it.
        by: Author,
        /// The child.
        child: SwarmId,
        /// How much more.
        amount: Credits,
    },
    /// A child says what it has spent since its beginning.
    ReportChild {
        /// The child.
        child: SwarmId,
        /// In all.
        spent_total: Credits,
        /// It has ended: the rest of its share is free again.
        ended: bool,
    },
    /// The parent says what this swarm may spend in all.
    AllotShare {
        /// In all.
        share: Credits,
    },

    /// Which routines there are to choose from.
    OfferRoutines {
        /// All of them.
        routines: Vec<RoutineOffer>,
    },
    /// The answer to `ChooseRoutine`, or the choice of a person for a subtask that is stuck.
    ChooseRoutine {
        /// Who has chosen.
        by: Author,
        /// The subtask.
        subtask: SubtaskId,
        /// The routine's path or name; none when there is none for it.
        routine: Option<String>,
    },
    /// A model is about to be asked for a routine; so much is kept back for that.
    ReserveForChoice {
        /// The subtask.
        subtask: SubtaskId,
        /// What it may cost.
        amount: Credits,
    },
    /// What the model has answered; the answer to `ChooseRoutine` by a model.
    TakeChoice {
        /// The subtask.
        subtask: SubtaskId,
        /// The routine's path; none when there is none for it.
        routine: Option<String>,
        /// What it says about it, or why it has not chosen.
        because: String,
        /// What asking has cost.
        cost: Credits,
    },
    /// A run could not be started.
    FailStart {
        /// The run.
        run: RunId,
        /// Why not.
        message: String,
    },
}

/// What changes in a subtask.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SubtaskChange {
    /// What is to be done.
    pub description: Option<String>,
    /// Who is to do it.
    pub assignee: Option<Option<MemberId>>,
    /// What has to be done before.
    pub depends_on: Option<Vec<SubtaskId>>,
    /// Higher ones are begun first.
    pub priority: Option<i32>,
    /// The routine that does it.
    pub routine: Option<Option<String>>,
}

/// A routine that can be chosen for subtasks.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoutineOffer {
    /// Its path; what a run is started from.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Words for what it does, as it says itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub does: Vec<String>,
}

impl EntryWrite {
    /// Puts a value in place of what is there.
    #[must_use]
    pub fn set(key: &str, value: Value) -> Self {
        Self { key: key.to_owned(), operation: EntryOperation::Set, value, expected_version: None }
    }
}
