//! How steps went by strategy, and what that proposes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::contract::Strategy;

/// How a step went with one strategy, over all runs. Test runs and token games are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StrategyFigures {
    /// The strategy.
    pub strategy: Strategy,
    /// Times that it was at work and came to an end.
    pub runs: u64,
    /// Times that it succeeded.
    pub successes: u64,
    /// Times that the Demo model took part, whose answers stand in the file.
    pub scripted: u64,
    /// What all of them cost, a decimal number of credits.
    pub credits: String,
    /// How long all of them were at work, milliseconds.
    pub time_ms: u64,
}

/// Another strategy for a step, which its figures speak for. A person accepts it, or dismisses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StrategyProposal {
    /// What the step has now.
    pub from: Strategy,
    /// What it should get.
    pub to: Strategy,
    /// It goes back to a strategy that did better.
    pub back: bool,
    /// Nothing is bound to the step that could do it without a model; until then the proposal cannot be accepted.
    pub needs_binding: bool,
    /// Why, in a sentence with the figures.
    pub because: String,
}

/// A step with its figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StepEvolution {
    /// Id of the activity.
    pub element: String,
    /// Its label.
    pub name: Option<String>,
    /// What it has now.
    pub strategy: Strategy,
    /// Between 0 and 1.
    pub complexity: f64,
    /// By strategy; those that were never at work are left out.
    pub figures: Vec<StrategyFigures>,
    /// What they speak for, unless somebody has dismissed it.
    pub proposal: Option<StrategyProposal>,
}

/// How the steps of a routine went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RoutineEvolution {
    /// Where the routine is.
    pub path: String,
    /// The version of its file that this was read from.
    pub version: String,
    /// Steps that have figures, in the order of the file.
    pub steps: Vec<StepEvolution>,
}

/// A routine for which something is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProposalCount {
    /// Where the routine is.
    pub path: String,
    /// How many of its steps.
    pub proposals: u32,
}
