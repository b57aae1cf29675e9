//! An executor whose steps can be seen from outside: every step of a plain task leaves a line in a file.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use routine_model::RoutineGraph;
use run_engine::{RunConfig, RunId, StepId, StepOutcome, StepRequest, Unsupported, VariableMap};
use step_execution::{
    CostEstimate, DecisionFuture, PathQuestion, ProgressSink, StepFuture, SubroutineExecutor, UnifiedSubroutineExecutor,
};
use tokio_util::sync::CancellationToken;

/// The element whose steps are done outside.
const WORK: &str = "Outside";

/// One line: a step that was done.
#[derive(Debug)]
pub struct Done {
    pub step: StepId,
}

/// Writes down what it does; scripts are done by the real executor.
#[derive(Debug)]
pub struct Outside {
    file: PathBuf,
    real: UnifiedSubroutineExecutor,
}

impl Outside {
    pub fn new(folder: &Path) -> Self {
        Self { file: path(folder), real: UnifiedSubroutineExecutor::default() }
    }

    fn is_outside(request: &StepRequest) -> bool {
        request.graph.node(&request.element).is_some_and(|node| node.name.as_deref() == Some(WORK))
    }
}

impl SubroutineExecutor for Outside {
    fn execute_pure(&self, request: &StepRequest) -> Option<StepOutcome> {
        if Self::is_outside(request) { None } else { self.real.execute_pure(request) }
    }

    fn execute(&self, request: StepRequest, progress: ProgressSink, abort: CancellationToken) -> StepFuture<'_> {
        if !Self::is_outside(&request) {
            return self.real.execute(request, progress, abort);
        }
        Box::pin(async move {
            let mut file: File = OpenOptions::new().create(true).append(true).open(&self.file).unwrap();
            file.write_all(format!("{}\n", request.step).as_bytes()).unwrap();
            StepOutcome::Succeeded { outputs: VariableMap::new() }
        })
    }

    fn estimate_cost(&self, request: &StepRequest) -> CostEstimate {
        self.real.estimate_cost(request)
    }

    fn decide_path(&self, question: PathQuestion, progress: ProgressSink) -> DecisionFuture<'_> {
        self.real.decide_path(question, progress)
    }

    fn unsupported(&self, graph: &Arc<RoutineGraph>, config: &RunConfig) -> Vec<Unsupported> {
        self.real.unsupported(graph, config)
    }

    fn cancel(&self, run: &RunId, step: StepId) -> bool {
        self.real.cancel(run, step)
    }
}

/// The steps that were done so far, in order.
pub fn done(folder: &Path) -> Vec<Done> {
    let text = std::fs::read_to_string(path(folder)).unwrap_or_default();
    text.lines().map(|line| Done { step: StepId(line.parse().unwrap()) }).collect()
}

fn path(folder: &Path) -> PathBuf {
    folder.join("outside.txt")
}
