//! Makes the strategy that was chosen.

use super::deterministic::DeterministicStrategy;
use super::{ConversationalStrategy, ExecutionStrategy, ReasoningStrategy, Strategy};
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
    #[must_use]
    pub fn make(&self, strategy: Strategy) -> &dyn ExecutionStrategy {
        match strategy {
            Strategy::Deterministic => &self.deterministic,
            Strategy::Reasoning => &ReasoningStrategy,
            Strategy::Conversational => &ConversationalStrategy,
        }
    }

    /// Scripts that run now.
    pub(crate) fn scripts_running(&self) -> usize {
        self.deterministic.scripts_running()
    }
}
