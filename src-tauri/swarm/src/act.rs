//! What a step does in its swarm besides reading and writing entries: what models do by tools.

use routine_model::{SubtaskId, SwarmId};

use crate::settings::{NewSubtask, SwarmSettings};
use crate::state::{Resource, SubtaskStatus};
use crate::team::SwarmAction;

/// Something that is done in the name of the member who asks, once, as far as roles and policy allow it.
#[derive(Clone, Debug, PartialEq)]
pub enum MemberAct {
    /// There is more to do.
    AddSubtask {
        /// What.
        subtask: NewSubtask,
    },
    /// A subtask goes on, or does not.
    MoveSubtask {
        /// Which one.
        subtask: SubtaskId,
        /// Where to.
        status: SubtaskStatus,
        /// In whose words.
        message: Option<String>,
    },
    /// Something was found or made.
    AddResource {
        /// What.
        resource: Resource,
    },
    /// A resource is another one.
    UpdateResource {
        /// With the same id.
        resource: Resource,
    },
    /// A resource is gone.
    DeleteResource {
        /// Its id.
        id: String,
    },
    /// A swarm below this one.
    SpawnChild {
        /// Its id.
        child: SwarmId,
        /// Its settings; `credits` is its share. Team, policy and limits are this swarm's.
        settings: Box<SwarmSettings>,
    },
    /// The swarm ends.
    StopSwarm {
        /// Why.
        message: Option<String>,
    },
    /// Something outside of the swarm's own state, such as starting a run: nothing changes here, it only has to be allowed.
    Outside {
        /// Doing what.
        action: SwarmAction,
        /// With what.
        about: String,
    },
}
