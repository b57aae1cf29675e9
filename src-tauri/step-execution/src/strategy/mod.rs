//! The three ways in which a step can be done, and which one it is for a given step.

pub(crate) mod asking;
pub mod chain;
pub(crate) mod choice;
pub mod complexity;
mod conversational;
pub mod detector;
pub mod deterministic;
mod estimate;
pub mod evolution;
pub(crate) mod expected;
mod factory;
pub(crate) mod fill_inputs;
pub mod past_figures;
pub(crate) mod person;
pub mod policy;
pub(crate) mod prompt;
mod reasoning;
mod refusal;
mod setting;

use std::fmt;
use std::time::Duration;

pub use asking::PERSON;
pub use conversational::{ConversationalStrategy, expected_outputs, most_turns, offered_outputs};
pub use factory::StrategyFactory;
pub use reasoning::ReasoningStrategy;
pub use refusal::{OverrideRefused, STRATEGY_OVERRIDE_REFUSED, refused_overrides};
pub use routine_model::graph::settings::Strategy;
use run_engine::{FailureKind, StepFailure, StepOutcome};
pub use setting::{ChosenStrategy, StrategyInputs, chosen_strategy, strategy_of};

use crate::context::{ExecutionContext, ExecutionDependencies, ExecutionResources};
use crate::estimate::CostEstimate;
use crate::executor::StepFuture;

/// One way of doing steps.
pub trait ExecutionStrategy: fmt::Debug + Send + Sync {
    /// Which one.
    fn strategy(&self) -> Strategy;

    /// The outcome when it is decided at once, without waiting and without effects outside; never, where nothing else is said.
    fn execute_pure(&self, _context: &ExecutionContext<'_>) -> Option<StepOutcome> {
        None
    }

    /// Does the step. May be dropped at any moment; has to give up soon after `dependencies.abort` is cancelled.
    fn execute<'a>(
        &'a self,
        context: &'a ExecutionContext<'a>,
        dependencies: &'a ExecutionDependencies,
    ) -> StepFuture<'a>;

    /// The time limit of a step that sets none itself; none, where nothing else is said.
    fn default_time(&self, _context: &ExecutionContext<'_>) -> Option<Duration> {
        None
    }

    /// What the step would cost.
    fn estimate_cost(&self, context: &ExecutionContext<'_>, resources: &ExecutionResources) -> CostEstimate;
}

/// A technical failure that trying again would not mend.
pub(crate) fn failure(code: &str, message: impl Into<String>) -> StepFailure {
    StepFailure {
        kind: FailureKind::Technical,
        code: code.to_owned(),
        message: message.into(),
        retryable: false,
        variables: run_engine::VariableMap::new(),
    }
}
