//! Compensation and cancelled transactions: completed activities are remembered, and undone.

use routine_model::ElementId;
use serde::{Deserialize, Serialize};

use crate::ids::{ScopeId, StepId};
use crate::outcome::VariableMap;

/// A completed activity can be compensated. What it leaves for that (its inputs, the variables of what ran inside, and
/// what was completed there) is in the state and is remembered as it is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CompensationRecorded {
    /// The scope that remembers it: the one that the activity ran in, or the nearest around that outlives the activity.
    pub scope: ScopeId,
    /// The activity.
    pub activity: ElementId,
    /// What undoes it: the activity behind its compensation boundary event, or the event sub-process in it that
    /// compensation starts; none where what was completed inside it is undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler: Option<ElementId>,
    /// The step that did it.
    pub step: StepId,
    /// What ran inside it is remembered too, because what undoes it works on that.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub with_inside: bool,
}

/// A transaction is cancelled while something in it is going on: what was completed inside of that can still be
/// compensated, although the whole never was completed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CompensationGathered {
    /// The scope that remembers it from now on.
    pub scope: ScopeId,
    /// The activity that is going on.
    pub activity: ElementId,
    /// The scope of what goes on in it, which is about to be cancelled.
    pub from: ScopeId,
}

/// Completed activities are going to be undone, one after the other, the last one first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CompensationTriggered {
    /// The scope in which they are undone.
    pub scope: ScopeId,
    /// The scope that has remembered them and does so no more.
    pub from: ScopeId,
    /// Only this activity; none means all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<ElementId>,
    /// Which of the throw event's definitions asked for it, from 0.
    pub definition: u32,
}

/// An activity is being undone, in a scope that has its variables as they were when it was completed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CompensationBegun {
    /// The scope in which it is.
    pub scope: ScopeId,
    /// The scope that holds what is to be undone; this was the last.
    pub from: ScopeId,
    /// The activity.
    pub activity: ElementId,
    /// What undoes it; none where what was completed inside it is undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handler: Option<ElementId>,
    /// The activity's own variables as they were, which are the scope's now.
    #[serde(default, skip_serializing_if = "VariableMap::is_empty")]
    pub variables: VariableMap,
}

/// A transaction is cancelled: nothing goes on in it any more but the undoing of what was completed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TransactionCancelled {
    /// Its scope; of a repeated transaction the scope of all its instances or turns.
    pub scope: ScopeId,
    /// The transaction.
    pub transaction: ElementId,
    /// The cancel end event, or the cancel event at its border when the cancellation came from outside.
    pub by: ElementId,
}
