//! Interventions: what somebody does to a run beside what its routine says.
//!
//! Each is recorded with who did it, and what follows from it is made of the same events as everything else: branches begin, move
//! and end by the branch manager, steps by the one mechanism that ends them from outside.

use routine_model::ElementId;
use routine_model::graph::settings::StrategySetting;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ids::{BranchId, ScopeId};

/// One thing that somebody does to a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Intervention {
    /// A variable gets another value.
    SetVariable {
        /// In which scope.
        scope: ScopeId,
        /// Its name.
        name: String,
        /// Its new value.
        value: Value,
    },
    /// A branch goes on as if the flow node that it stands at had done nothing.
    SkipStep {
        /// Which branch.
        branch: BranchId,
    },
    /// What a branch does at its activity is given up and done again from its beginning.
    RetryStep {
        /// Which branch.
        branch: BranchId,
        /// Another way of doing it; none keeps the one that it has.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        strategy: Option<StrategySetting>,
    },
    /// A branch goes on at another flow node of the same process or sub-process; what it does where it is, is given up.
    MoveBranch {
        /// Which branch.
        branch: BranchId,
        /// Where to.
        element: ElementId,
    },
    /// Another branch begins.
    AddBranch {
        /// Where.
        element: ElementId,
        /// In which open scope; none where only one can be meant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scope: Option<ScopeId>,
    },
    /// A branch ends, with all that it does.
    CancelBranch {
        /// Which branch.
        branch: BranchId,
    },
}
