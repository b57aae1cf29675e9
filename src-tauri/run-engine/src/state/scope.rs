//! An open scope.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use routine_model::ElementId;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Compensation, Undoing};
use crate::event::ScopeKind;
use crate::ids::{BranchId, RoutineVersion, ScopeId, StepId, SubscriptionId};
use crate::outcome::VariableMap;

/// Variables, and what runs inside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Scope {
    /// The scope.
    pub id: ScopeId,
    /// The scope around it.
    pub parent: Option<ScopeId>,
    /// What it is for.
    pub kind: ScopeKind,
    /// The process or activity that it is an instance of.
    pub element: ElementId,
    /// The version of the routine that its elements are in.
    pub routine: RoutineVersion,
    /// The step that it does the work of.
    pub step: Option<StepId>,
    /// The number of an iteration, from 1.
    pub iteration: Option<u64>,
    /// Its own variables.
    pub variables: VariableMap,
    /// Completed activities that can be compensated, in the order of completion.
    pub compensations: Vec<Compensation>,
    /// It is open to undo what was completed; none for a scope that does something.
    pub undoing: Option<Undoing>,
    /// The event that has cancelled it as a transaction; it is left when everything in it is undone.
    pub cancelled_by: Option<ElementId>,
    /// Living branches in it.
    pub branches: BTreeSet<BranchId>,
    /// Open scopes directly in it.
    pub scopes: BTreeSet<ScopeId>,
    /// What listens in it on its own behalf: starts of event sub-processes.
    pub subscriptions: BTreeSet<SubscriptionId>,
    /// Who waits at its joins.
    pub joins: BTreeMap<ElementId, WaitingAtJoin>,
    /// Complex gateways that were activated and wait for their reset, each with the flows whose branches it has taken.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub activated: BTreeMap<ElementId, BTreeSet<ElementId>>,
    /// How many instances of a multi-instance activity, or activities of an ad-hoc sub-process, have begun in it.
    pub instances_begun: u64,
    /// What those that are over contribute to the output collection, by their number.
    pub outputs: BTreeMap<u64, Value>,
    /// Nothing new begins in it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub closing: bool,
    /// A branch of it has failed while the others went on.
    pub has_failure: bool,
}

impl Scope {
    /// Whether it holds the variables of this process or sub-process; the scopes of its repetition do not.
    pub(crate) fn is_of(&self, container: &ElementId) -> bool {
        !self.kind.is_repetition() && &self.element == container
    }
}

/// The branches that wait at one join, by the incoming flow that they came over, each flow's in order of arrival.
pub type WaitingAtJoin = BTreeMap<ElementId, VecDeque<BranchId>>;
