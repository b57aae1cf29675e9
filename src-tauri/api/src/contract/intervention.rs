//! What somebody does to a run beside what its routine says, and what that would lead to.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::StrategySetting;

/// One thing that somebody does to a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(optional_fields = nullable)]
pub enum Intervention {
    /// A variable gets another value.
    SetVariable {
        /// In which scope.
        scope_id: String,
        /// Its name.
        name: String,
        /// Its new value.
        value: Value,
    },
    /// A branch goes on as if the element that it stands at had done nothing.
    SkipStep {
        /// Which branch.
        branch_id: String,
    },
    /// What a branch does at its activity is given up and done again from its beginning.
    RetryStep {
        /// Which branch.
        branch_id: String,
        /// Another way of doing it; the one that it has when absent.
        strategy: Option<StrategySetting>,
    },
    /// A branch goes on at another element of the same process or sub-process; what it does is given up.
    MoveBranch {
        /// Which branch.
        branch_id: String,
        /// Where to.
        element: String,
    },
    /// Another branch begins.
    AddBranch {
        /// Where.
        element: String,
        /// In which open scope; not needed where only one can be meant.
        scope_id: Option<String>,
    },
    /// A branch ends, with all that it does.
    CancelBranch {
        /// Which branch.
        branch_id: String,
    },
}

/// When something would happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ForeseenWhen {
    /// At once.
    AtOnce,
    /// With the next step of every branch, when the run goes on.
    Next,
}

/// What would happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ForeseenKind {
    /// A branch begins.
    BranchBegins,
    /// A branch comes to an element.
    BranchComes,
    /// A branch waits at an element.
    BranchWaits,
    /// Branches become one.
    BranchesJoin,
    /// A branch comes to its end.
    BranchEnds,
    /// A branch is ended.
    BranchIsEnded,
    /// A branch fails.
    BranchFails,
    /// A step begins.
    StepBegins,
    /// A step waits.
    StepWaits,
    /// A step is done again.
    StepAgain,
    /// A step ends normally.
    StepEnds,
    /// A step is passed over.
    StepSkipped,
    /// A step is ended.
    StepIsEnded,
    /// A step fails.
    StepFails,
    /// A variable gets a value.
    VariableSet,
    /// Somebody is asked which way.
    DecisionAsked,
    /// An incident is raised.
    IncidentRaised,
    /// A process or sub-process is over.
    ScopeEnds,
    /// The run pauses.
    RunPauses,
    /// The run is over.
    RunEnds,
}

/// One thing that would happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Foreseen {
    /// When.
    pub when: ForeseenWhen,
    /// What.
    pub kind: ForeseenKind,
    /// The branch that it is about.
    pub branch_id: Option<String>,
    /// What that is shown by.
    pub letter: Option<String>,
    /// Where.
    pub element: Option<String>,
    /// What that is called.
    pub element_name: Option<String>,
    /// The variable, the code of a failure, or a status, where there is one.
    pub word: Option<String>,
}

/// Why interventions would be refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InterventionRefusal {
    /// Which of them, from 0; none when it is about all.
    pub index: Option<u32>,
    /// A stable code.
    pub code: String,
    /// A sentence for people.
    pub message: String,
}

/// What interventions would lead to. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InterventionPreview {
    /// The last journal entry that it starts from; applying them expects it.
    pub seq: u64,
    /// Why they would be refused; none when they can be applied.
    pub refusal: Option<InterventionRefusal>,
    /// What would happen, in order.
    pub foreseen: Vec<Foreseen>,
    /// There would be more than is listed.
    pub more: bool,
}
