//! What somebody does to a run, beside what its routine says.

use serde::{Deserialize, Serialize};

use crate::event::RoutineRef;
use crate::ids::RoutineVersion;
use crate::interventions::Intervention;
use crate::outcome::Actor;

/// Somebody has intervened; what follows from it stands behind it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Intervened {
    /// What they did.
    pub intervention: Intervention,
    /// Who.
    pub by: Actor,
}

/// From here on the run runs another version of its routine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RunMigrated {
    /// The version that it ran before.
    pub from: RoutineVersion,
    /// The one that it runs now.
    pub routine: RoutineRef,
    /// Who decided that.
    pub by: Actor,
}
