//! What the program's own tools do with the swarm that a step works for.

use serde::Deserialize;
use swarm::state::Resource;
use swarm::{EntryWrite, NewSubtask, SubtaskStatus, SwarmSettings};

/// Something to be done with the swarm of the run that asks. Whether it may be done is decided there, by roles and policy.
#[derive(Clone, Debug, PartialEq)]
pub enum SwarmAct {
    /// Goal, subtask, team, and the entries that may be seen, with the version of the blackboard.
    See,
    /// Entries and subtasks.
    Update(SwarmUpdate),
    /// Resources that all of these words are about.
    FindResources {
        /// The words.
        words: String,
    },
    /// One more resource.
    AddResource {
        /// It.
        resource: Resource,
    },
    /// A resource is another one.
    UpdateResource {
        /// As it is to be.
        resource: Resource,
    },
    /// A resource is gone.
    DeleteResource {
        /// Its id.
        id: String,
    },
    /// A swarm below this one.
    Spawn {
        /// What it begins with; `credits` is its share.
        settings: Box<SwarmSettings>,
    },
    /// The swarm ends.
    End {
        /// Why.
        message: String,
    },
}

/// Changes of entries and subtasks, and what is read behind them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SwarmUpdate {
    /// Changes of entries, each by itself.
    pub writes: Vec<EntryWrite>,
    /// Subtasks to add.
    pub add: Vec<NewSubtask>,
    /// Subtasks to move.
    pub moves: Vec<SubtaskMove>,
    /// Entries to read, when the rest is done.
    pub reads: Vec<String>,
}

/// How a subtask is to move.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct SubtaskMove {
    /// Which one.
    pub id: String,
    /// Where to.
    pub status: SubtaskStatus,
    /// In whose words.
    pub message: Option<String>,
}
