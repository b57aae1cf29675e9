//! Completed activities that can be compensated.

use routine_model::ElementId;
use serde::{Deserialize, Serialize};

use super::Scope;
use crate::event::ScopeKind;
use crate::ids::RoutineVersion;
use crate::outcome::VariableMap;

/// A completed activity that can be compensated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Compensation {
    /// The activity.
    pub activity: ElementId,
    /// The activity behind its boundary event, or its own event sub-process; none where its inside is undone.
    pub handler: Option<ElementId>,
    /// Its own variables when it completed: the item of an instance, its inputs.
    pub variables: VariableMap,
    /// What ran inside it, where what undoes it needs that.
    pub inside: Option<Box<CompletedInside>>,
    /// The journal entry that told of its completion; of a whole that was not completed, of the last completion inside.
    pub completed_at: u64,
}

/// What is left of a scope that has done the work of an activity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CompletedInside {
    /// What kind of scope it was.
    pub kind: ScopeKind,
    /// The process or activity that it was an instance of.
    pub element: ElementId,
    /// The version of the routine that its elements are in.
    pub routine: RoutineVersion,
    /// Its variables when it completed.
    pub variables: VariableMap,
    /// What was completed in it and can be compensated, in the order of completion.
    pub compensations: Vec<Compensation>,
}

impl From<Scope> for CompletedInside {
    fn from(scope: Scope) -> Self {
        let Scope { kind, element, routine, variables, compensations, .. } = scope;
        Self { kind, element, routine, variables, compensations }
    }
}

/// How a scope undoes what was completed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "undoing", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Undoing {
    /// What an event has asked for, one after the other.
    Thrown {
        /// Which of the event's definitions asked for it, from 0.
        definition: u32,
    },
    /// What was completed inside this activity, one after the other.
    Inside {
        /// The activity.
        activity: ElementId,
    },
    /// This activity, by what compensates it.
    Activity {
        /// The activity.
        activity: ElementId,
    },
}
