//! Makes the strategy that was chosen.

use run_engine::StepFailure;

use super::deterministic::DeterministicStrategy;
use super::{ExecutionStrategy, Strategy, failure};
use crate::script::ScriptPlace;

/// Knows the strategies that this program has.
#[derive(Debug)]
pub struct StrategyFactory {
    deterministic: DeterministicStrategy,
}

impl StrategyFactory {
    /// With scripts run there.
    #[must_use]
    pub fn new(place: ScriptPlace) -> Self {
        Self { deterministic: DeterministicStrategy::new(place) }
    }

    /// The strategy that was chosen.
    ///
    /// # Errors
    /// `strategy-unavailable` when this program does not have it.
    pub fn make(&self, strategy: Strategy) -> Result<&dyn ExecutionStrategy, StepFailure> {
        match strategy {
            Strategy::Deterministic => Ok(&self.deterministic),
            Strategy::Reasoning | Strategy::Conversational => {
                Err(failure("strategy-unavailable", unavailable(strategy)))
            }
        }
    }

    /// Scripts that run now.
    pub(crate) fn scripts_running(&self) -> usize {
        self.deterministic.scripts_running()
    }
}

/// Why a strategy cannot be had.
pub(crate) fn unavailable(strategy: Strategy) -> String {
    format!("the {strategy} strategy needs a model provider; this version has none")
}
