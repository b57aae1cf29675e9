//! An executor whose steps can be seen from outside: every step of a plain task leaves a line in a file.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use routine_model::{Credits, RoutineGraph};
use run_engine::{RunConfig, RunId, StepId, StepOutcome, StepRecord, StepRequest, Unsupported, VariableMap};
use serde_json::Value;
use step_execution::{
    CostEstimate, DecisionFuture, ExecutionResources, HostRules, OutsideRules, PathQuestion, ProgressSink,
    RecordRefused, ScriptPlace, StepFuture, SubroutineExecutor, UnifiedSubroutineExecutor,
};
use tokio_util::sync::CancellationToken;

/// The element whose steps are done outside.
const WORK: &str = "Outside";

/// The element whose steps cost something.
pub const PAID: &str = "Paid";

/// What each request of such a step costs, and is estimated and kept back for.
pub const PRICE: Credits = Credits::from_micros(1_250);

/// One line: a step that was done.
#[derive(Debug)]
pub struct Done {
    pub step: StepId,
}

/// Writes down what it does, and pays for what has a price as a model is paid for; scripts are done by the real executor.
#[derive(Debug)]
pub struct Outside {
    file: PathBuf,
    real: UnifiedSubroutineExecutor,
}

impl Outside {
    pub fn new(folder: &Path) -> Self {
        let hosts = HostRules { private: vec!["127.0.0.1".to_owned()], ..HostRules::default() };
        let rules = OutsideRules { hosts, ..OutsideRules::default() };
        let outside = step_execution::Outside { rules: Arc::new(move || rules.clone()), ..Default::default() };
        let resources = ExecutionResources { outside, ..ExecutionResources::default() };
        Self { file: path(folder), real: UnifiedSubroutineExecutor::new(ScriptPlace::Thread, resources) }
    }

    fn is_outside(request: &StepRequest) -> bool {
        Self::is_called(request, WORK) || Self::is_called(request, PAID)
    }

    fn is_called(request: &StepRequest, name: &str) -> bool {
        request.graph.node(&request.element).is_some_and(|node| node.name.as_deref() == Some(name))
    }

    /// Is paid for once it is on record that it is asked for, and not again when it is on record that it was answered.
    async fn pay(request: &StepRequest, progress: &ProgressSink) -> Result<(), RecordRefused> {
        let is = |wanted: fn(&StepRecord) -> bool| request.record.iter().filter(|record| wanted(record)).count();
        if is(|record| matches!(record, StepRecord::ModelAnswered { .. })) > 0 {
            return Ok(());
        }
        let call = u32::try_from(is(|record| matches!(record, StepRecord::ModelAsked { .. }))).unwrap() + 1;
        let (model, request) = ("meter".to_owned(), Value::Null);
        progress.record(StepRecord::ModelAsked { call, model, scripted: false, request, reserved: PRICE }).await?;
        let (reply, charge) = (Value::Null, Value::Null);
        progress.record(StepRecord::ModelAnswered { call, reply, charge, credits: PRICE }).await
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
            if Self::is_called(&request, PAID) {
                return match Self::pay(&request, &progress).await {
                    Ok(()) => StepOutcome::Succeeded { outputs: VariableMap::new() },
                    Err(RecordRefused::OutOfCredits { needed, .. }) => StepOutcome::OutOfCredits { needed },
                    Err(RecordRefused::Over(_)) => StepOutcome::Cancelled,
                };
            }
            let mut file: File = OpenOptions::new().create(true).append(true).open(&self.file).unwrap();
            file.write_all(format!("{}\n", request.step).as_bytes()).unwrap();
            StepOutcome::Succeeded { outputs: VariableMap::new() }
        })
    }

    fn estimate_cost(&self, request: &StepRequest) -> CostEstimate {
        if Self::is_called(request, PAID) {
            return CostEstimate { lowest: PRICE, highest: PRICE, unpriced: false };
        }
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
