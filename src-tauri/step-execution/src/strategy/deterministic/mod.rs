//! The bound action of a step and nothing else.

mod feel;
mod javascript;
mod outputs;
mod scripted;
mod task_type;
mod work;

use std::time::Duration;

use run_engine::{StepOutcome, VariableMap};
pub(crate) use work::{Work, work_of};

use super::{ExecutionStrategy, Strategy, failure};
use crate::context::{ExecutionContext, ExecutionDependencies};
use crate::estimate::CostEstimate;
use crate::executor::StepFuture;
use crate::script::{ScriptPlace, Scripts};

/// Time that a script may take where its step says nothing.
const SCRIPT_TIME: Duration = Duration::from_secs(5);

/// Same inputs, same result; never a model call.
#[derive(Debug)]
pub struct DeterministicStrategy {
    scripts: Scripts,
}

impl DeterministicStrategy {
    /// With scripts run there.
    #[must_use]
    pub fn new(place: ScriptPlace) -> Self {
        Self { scripts: Scripts::new(place) }
    }

    /// Scripts that run now.
    pub(crate) fn scripts_running(&self) -> usize {
        self.scripts.running()
    }
}

impl ExecutionStrategy for DeterministicStrategy {
    fn strategy(&self) -> Strategy {
        Strategy::Deterministic
    }

    fn execute_pure(&self, context: &ExecutionContext<'_>) -> Option<StepOutcome> {
        match work_of(context.activity) {
            Work::Nothing => Some(StepOutcome::Succeeded { outputs: VariableMap::new() }),
            Work::Person(on) => Some(StepOutcome::Waiting { on }),
            Work::Worker(task_type) => Some(task_type::hand_over(context, task_type)),
            Work::Feel { expression, result_variable } => feel::in_place(context, expression, result_variable),
            Work::Unavailable(reason) => Some(unsupported(reason)),
            Work::JavaScript { .. } => None,
        }
    }

    fn execute<'a>(
        &'a self,
        context: &'a ExecutionContext<'a>,
        dependencies: &'a ExecutionDependencies,
    ) -> StepFuture<'a> {
        Box::pin(async move {
            let scripted = match work_of(context.activity) {
                Work::JavaScript { source, result_variable } => javascript::scripted(context, source, result_variable),
                Work::Feel { expression, result_variable } => feel::scripted(context, expression, result_variable),
                Work::Nothing | Work::Person(_) | Work::Worker(_) | Work::Unavailable(_) => {
                    return self.execute_pure(context).unwrap_or(StepOutcome::Cancelled);
                }
            };
            scripted.run(&self.scripts, context, dependencies).await
        })
    }

    fn default_time(&self, context: &ExecutionContext<'_>) -> Option<Duration> {
        match work_of(context.activity) {
            Work::Feel { .. } | Work::JavaScript { .. } => Some(SCRIPT_TIME),
            Work::Nothing | Work::Person(_) | Work::Worker(_) | Work::Unavailable(_) => None,
        }
    }

    fn estimate_cost(&self, _context: &ExecutionContext<'_>) -> CostEstimate {
        CostEstimate::FREE
    }
}

fn unsupported(reason: String) -> StepOutcome {
    StepOutcome::Failed { failure: failure("unsupported", reason) }
}
