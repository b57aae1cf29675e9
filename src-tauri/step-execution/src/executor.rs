//! The trait by which the host has a step done, estimated or given up.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use routine_model::RoutineGraph;
use run_engine::{RunId, StepId, StepOutcome, StepRequest, Unsupported};
use tokio_util::sync::CancellationToken;

use crate::estimate::CostEstimate;
use crate::progress::ProgressSink;

/// The doing of one step, under way.
pub type StepFuture<'a> = Pin<Box<dyn Future<Output = StepOutcome> + Send + 'a>>;

/// Does steps. What goes wrong with a step is part of its outcome; there is no other way to fail.
pub trait SubroutineExecutor: fmt::Debug + Send + Sync {
    /// The outcome of a step that is decided at once, without waiting for anything and without effects outside:
    /// tasks that only wait for a person, tasks that do nothing, short FEEL scripts. None: call [`Self::execute`].
    fn execute_pure(&self, request: &StepRequest) -> Option<StepOutcome>;

    /// Does the step. Ends early with [`StepOutcome::Cancelled`] when `abort` is cancelled.
    fn execute(&self, request: StepRequest, progress: ProgressSink, abort: CancellationToken) -> StepFuture<'_>;

    /// What doing the step would cost.
    fn estimate_cost(&self, request: &StepRequest) -> CostEstimate;

    /// What about a routine's activities it could not do whatever their variables are; asked before a run starts.
    fn unsupported(&self, graph: &Arc<RoutineGraph>) -> Vec<Unsupported>;

    /// Gives up a step that is under way; false when it is not (any more).
    fn cancel(&self, run: &RunId, step: StepId) -> bool;
}
