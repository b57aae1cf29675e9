//! Picks the strategy of a step, runs it within its limits and accounts for it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use run_engine::{RunId, RunMode, StepId, StepOutcome, VariableMap};
use tokio_util::sync::CancellationToken;

use crate::context::{ExecutionContext, ExecutionDependencies};
use crate::estimate::CostEstimate;
use crate::inputs::{self, Inputs};
use crate::script::ScriptPlace;
use crate::stats::{Counters, ExecutionStats};
use crate::strategy::{StrategyFactory, strategy_of};

/// One for all runs of the program.
#[derive(Debug)]
pub struct UnifiedExecutionEngine {
    strategies: StrategyFactory,
    under_way: Mutex<HashMap<(RunId, StepId), CancellationToken>>,
    counters: Counters,
}

impl UnifiedExecutionEngine {
    /// With scripts run there.
    #[must_use]
    pub fn new(place: ScriptPlace) -> Self {
        Self { strategies: StrategyFactory::new(place), under_way: Mutex::default(), counters: Counters::default() }
    }

    /// The outcome of a step that is decided at once; none when it takes [`Self::execute`].
    #[must_use]
    pub fn execute_pure(&self, context: &ExecutionContext<'_>) -> Option<StepOutcome> {
        let outcome = if context.request.mode == RunMode::TokenGame {
            Some(StepOutcome::Succeeded { outputs: VariableMap::new() })
        } else if context.activity.settings.input_schema.is_some() {
            None
        } else {
            match self.strategies.make(strategy_of(context)) {
                Ok(strategy) => strategy.execute_pure(context),
                Err(failure) => Some(StepOutcome::Failed { failure }),
            }
        };
        if let Some(outcome) = &outcome {
            self.counters.count(outcome);
        }
        outcome
    }

    /// Does a step. Whatever happens, it ends within the step's time limit.
    pub async fn execute(&self, context: &ExecutionContext<'_>, dependencies: ExecutionDependencies) -> StepOutcome {
        if let Some(outcome) = self.execute_pure(context) {
            return outcome;
        }
        let key = (context.request.run.clone(), context.request.step);
        let abort = dependencies.abort.child_token();
        self.lock().insert(key.clone(), abort.clone());
        let started = Instant::now();
        let outcome = self.run(context, ExecutionDependencies { abort: abort.clone(), ..dependencies }).await;
        abort.cancel();
        self.lock().remove(&key);
        self.counters.add_time(started.elapsed());
        self.counters.count(&outcome);
        outcome
    }

    /// Looks at the inputs before anything is done with them.
    async fn run(&self, context: &ExecutionContext<'_>, dependencies: ExecutionDependencies) -> StepOutcome {
        let completed = match inputs::look(context.activity, context.request) {
            Inputs::Ready => return self.run_ready(context, dependencies).await,
            Inputs::Completed(inputs) => inputs::with(context.request, inputs),
            Inputs::Missing { from, fields, .. } => {
                return StepOutcome::Failed { failure: inputs::nobody(from, &fields) };
            }
            Inputs::Unusable(failure) => return StepOutcome::Failed { failure },
        };
        let context = ExecutionContext { request: &completed, ..*context };
        self.run_ready(&context, dependencies).await
    }

    async fn run_ready(&self, context: &ExecutionContext<'_>, dependencies: ExecutionDependencies) -> StepOutcome {
        let strategy = match self.strategies.make(strategy_of(context)) {
            Ok(strategy) => strategy,
            Err(failure) => return StepOutcome::Failed { failure },
        };
        let limit = context.limits.time.or(strategy.default_time(context));
        let abort = dependencies.abort.clone();
        let execution = strategy.execute(context, &dependencies);
        let limited = async {
            match limit {
                None => execution.await,
                Some(limit) => tokio::time::timeout(limit, execution).await.unwrap_or_else(|_| StepOutcome::TimedOut {
                    limit_ms: u64::try_from(limit.as_millis()).unwrap_or(u64::MAX),
                }),
            }
        };
        tokio::select! {
            biased;
            () = abort.cancelled() => StepOutcome::Cancelled,
            outcome = limited => outcome,
        }
    }

    /// What doing a step would cost; nothing where no strategy can do it.
    #[must_use]
    pub fn estimate_cost(&self, context: &ExecutionContext<'_>) -> CostEstimate {
        self.strategies
            .make(strategy_of(context))
            .map_or(CostEstimate::FREE, |strategy| strategy.estimate_cost(context))
    }

    /// Gives up a step that is under way; false when it is not (any more).
    pub fn cancel(&self, run: &RunId, step: StepId) -> bool {
        let found = self.lock().get(&(run.clone(), step)).cloned();
        found.inspect(CancellationToken::cancel).is_some()
    }

    /// How many steps were done, and how they ended.
    #[must_use]
    pub fn stats(&self) -> ExecutionStats {
        self.counters.read(self.strategies.scripts_running())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<(RunId, StepId), CancellationToken>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
