//! The one implementation of the executor trait.

use std::sync::Arc;

use routine_model::RoutineGraph;
use run_engine::{RunConfig, RunId, StepId, StepOutcome, StepRequest, Unsupported};
use tokio_util::sync::CancellationToken;

use crate::context::{ExecutionContext, ExecutionDependencies, ExecutionResources};
use crate::engine::UnifiedExecutionEngine;
use crate::estimate::CostEstimate;
use crate::executor::{ChoiceFuture, DecisionFuture, PathQuestion, RoutineQuestion, StepFuture, SubroutineExecutor};
use crate::path;
use crate::progress::ProgressSink;
use crate::routine_choice;
use crate::script::ScriptPlace;
use crate::stats::ExecutionStats;
use crate::unsupported::{missing_outside, unsupported_bindings};

/// Does steps with the [`UnifiedExecutionEngine`].
#[derive(Debug)]
pub struct UnifiedSubroutineExecutor {
    engine: UnifiedExecutionEngine,
    resources: ExecutionResources,
}

impl UnifiedSubroutineExecutor {
    /// With scripts run there, and this for all steps.
    #[must_use]
    pub fn new(place: ScriptPlace, resources: ExecutionResources) -> Self {
        Self { engine: UnifiedExecutionEngine::new(place), resources }
    }

    /// How many steps were done since the program started, and how they ended.
    #[must_use]
    pub fn stats(&self) -> ExecutionStats {
        self.engine.stats()
    }
}

impl Default for UnifiedSubroutineExecutor {
    fn default() -> Self {
        Self::new(ScriptPlace::default(), ExecutionResources::default())
    }
}

impl SubroutineExecutor for UnifiedSubroutineExecutor {
    fn execute_pure(&self, request: &StepRequest) -> Option<StepOutcome> {
        match ExecutionContext::of(request, &self.resources) {
            Ok(context) => self.engine.execute_pure(&context),
            Err(failure) => Some(StepOutcome::Failed { failure }),
        }
    }

    fn execute(&self, request: StepRequest, progress: ProgressSink, abort: CancellationToken) -> StepFuture<'_> {
        Box::pin(async move {
            let dependencies = ExecutionDependencies { progress, abort, resources: self.resources.clone() };
            match ExecutionContext::of(&request, &self.resources) {
                Ok(context) => self.engine.execute(&context, dependencies).await,
                Err(failure) => StepOutcome::Failed { failure },
            }
        })
    }

    fn estimate_cost(&self, request: &StepRequest) -> CostEstimate {
        ExecutionContext::of(request, &self.resources)
            .map_or(CostEstimate::FREE, |context| self.engine.estimate_cost(&context, &self.resources))
    }

    fn unsupported(&self, graph: &Arc<RoutineGraph>, config: &RunConfig) -> Vec<Unsupported> {
        let missing = missing_outside(graph, config, &self.resources.outside);
        unsupported_bindings(graph, config).into_iter().chain(missing).collect()
    }

    fn decide_path(&self, question: PathQuestion, progress: ProgressSink) -> DecisionFuture<'_> {
        Box::pin(async move { path::decide(&question, &self.resources, &progress).await })
    }

    fn choose_routine(&self, question: RoutineQuestion, progress: ProgressSink) -> ChoiceFuture<'_> {
        Box::pin(async move { routine_choice::choose(&question, &self.resources, &progress).await })
    }

    fn cancel(&self, run: &RunId, step: StepId) -> bool {
        self.engine.cancel(run, step)
    }
}
