//! The bound action of a step and nothing else.

mod work;

use std::time::Duration;

use run_engine::{StepOutcome, VariableMap};
pub(crate) use work::{Work, work_of};

use super::{ExecutionStrategy, Strategy, failure};
use crate::context::{ExecutionContext, ExecutionDependencies};
use crate::estimate::CostEstimate;
use crate::executor::StepFuture;

/// Same inputs, same result; never a model call.
#[derive(Debug, Default)]
pub struct DeterministicStrategy;

impl ExecutionStrategy for DeterministicStrategy {
    fn strategy(&self) -> Strategy {
        Strategy::Deterministic
    }

    fn execute_pure(&self, context: &ExecutionContext<'_>) -> Option<StepOutcome> {
        Some(match work_of(context.activity) {
            Work::Nothing => StepOutcome::Succeeded { outputs: VariableMap::new() },
            Work::HandOver(on) => StepOutcome::Waiting { on },
            Work::Unavailable(reason) => StepOutcome::Failed { failure: failure("unsupported", reason) },
        })
    }

    fn execute<'a>(
        &'a self,
        context: &'a ExecutionContext<'a>,
        _dependencies: &'a ExecutionDependencies,
    ) -> StepFuture<'a> {
        Box::pin(async move {
            self.execute_pure(context).unwrap_or_else(|| StepOutcome::Failed {
                failure: failure("unsupported", format!("nothing does {}", context.node.label())),
            })
        })
    }

    fn default_time(&self, _context: &ExecutionContext<'_>) -> Option<Duration> {
        None
    }

    fn estimate_cost(&self, _context: &ExecutionContext<'_>) -> CostEstimate {
        CostEstimate::FREE
    }
}
