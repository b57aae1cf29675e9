//! The trait by which the host has a step done, estimated or given up.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use routine_model::graph::sensitivity::Marks;
use routine_model::{Credits, ElementId, RoutineGraph, SwarmId};
use run_engine::{
    DecisionId, RunConfig, RunId, StepId, StepOutcome, StepRecord, StepRequest, Unsupported, VariableMap,
};
use swarm::RoutineOffer;
use tokio_util::sync::CancellationToken;

use crate::estimate::CostEstimate;
use crate::progress::ProgressSink;

/// The doing of one step, under way.
pub type StepFuture<'a> = Pin<Box<dyn Future<Output = StepOutcome> + Send + 'a>>;

/// A model's answer, under way: what it chose, or why there is nothing.
pub type DecisionFuture<'a> = Pin<Box<dyn Future<Output = Result<PathChoice, NoChoice>> + Send + 'a>>;

/// Why a model has chosen nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoChoice {
    /// A sentence.
    pub reason: String,
    /// So many credits were needed, when it was for want of them.
    pub needed: Option<Credits>,
}

impl From<String> for NoChoice {
    fn from(reason: String) -> Self {
        Self { reason, needed: None }
    }
}

/// What a model has chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathChoice {
    /// The flows.
    pub flows: Vec<ElementId>,
    /// What it says about it.
    pub because: Option<String>,
}

/// What a model has to decide.
#[derive(Clone, Debug)]
pub struct PathQuestion {
    /// The run.
    pub run: RunId,
    /// The decision; with the run an idempotency key.
    pub decision: DecisionId,
    /// The gateway's step, on whose record the model is asked.
    pub step: StepId,
    /// What is on that record; what was answered there is not asked again.
    pub record: Vec<Arc<StepRecord>>,
    /// The gateway.
    pub element: ElementId,
    /// The routine that the gateway stands in.
    pub graph: Arc<RoutineGraph>,
    /// The flows that may be chosen.
    pub options: Vec<ElementId>,
    /// More than one may be chosen.
    pub several: bool,
    /// All variables that can be seen at the gateway.
    pub variables: VariableMap,
    /// Which of them are marked as sensitive, and how much.
    pub marks: Marks,
    /// Nothing may cost anything.
    pub test_mode: bool,
}

/// A model's choice of a routine, under way.
pub type ChoiceFuture<'a> = Pin<Box<dyn Future<Output = Result<RoutineChoice, String>> + Send + 'a>>;

/// Which routine a model has chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoutineChoice {
    /// Its path; none when none of them does it.
    pub routine: Option<String>,
    /// What it says about it.
    pub because: String,
}

/// For which subtask of a swarm a model has to choose a routine.
#[derive(Clone, Debug)]
pub struct RoutineQuestion {
    /// The swarm.
    pub swarm: SwarmId,
    /// What it is for.
    pub goal: String,
    /// What is to be done.
    pub subtask: String,
    /// Another number each time that somebody is asked.
    pub attempt: u64,
    /// What there is to choose from.
    pub offers: Vec<RoutineOffer>,
    /// The swarm has a cap on credits.
    pub is_limited: bool,
}

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
    fn unsupported(&self, graph: &Arc<RoutineGraph>, config: &RunConfig) -> Vec<Unsupported>;

    /// Has a model choose the ways out of a gateway. Why it cannot is a sentence; a person decides then.
    fn decide_path(&self, question: PathQuestion, progress: ProgressSink) -> DecisionFuture<'_>;

    /// Has a model choose a routine for a subtask. Why it cannot is a sentence.
    fn choose_routine(&self, _: RoutineQuestion, _: ProgressSink) -> ChoiceFuture<'_> {
        Box::pin(async { Err("no model is here that could choose a routine".to_owned()) })
    }

    /// Gives up a step that is under way; false when it is not (any more).
    fn cancel(&self, run: &RunId, step: StepId) -> bool;
}
