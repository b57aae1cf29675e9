//! An executor that asks the script first: mocked activities end as it says, in virtual time; the others are really done.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use routine_model::{ElementId, RoutineGraph};
use run_engine::{
    FailureKind, RunConfig, RunId, StepFailure, StepId, StepOutcome, StepRequest, Unsupported, VariableMap,
};
use step_execution::{CostEstimate, DecisionFuture, PathQuestion, ProgressSink, StepFuture, SubroutineExecutor};
use tokio_util::sync::CancellationToken;

use super::scenario_file::Mock;
use crate::parts::Parts;

/// The script's side of the executor trait.
#[derive(Debug)]
pub(super) struct ScriptedExecutor {
    mocks: BTreeMap<ElementId, Vec<Mock>>,
    /// The executions that mocks have ended, by activity, in order.
    executions: Mutex<BTreeMap<ElementId, Vec<(StepId, u32)>>>,
    real: Arc<dyn SubroutineExecutor>,
    /// Known once the host exists: delays need its clock.
    parts: OnceLock<Weak<Parts>>,
}

impl ScriptedExecutor {
    pub(super) fn new(mocks: BTreeMap<ElementId, Vec<Mock>>, real: Arc<dyn SubroutineExecutor>) -> Self {
        Self { mocks, executions: Mutex::default(), real, parts: OnceLock::new() }
    }

    /// Delays are counted on the clock of this host.
    pub(super) fn belongs_to(&self, parts: &Arc<Parts>) {
        // Set once: the runner has one host.
        let _ = self.parts.set(Arc::downgrade(parts));
    }

    /// The mock whose turn it is; asking again about the same execution gives the same one.
    fn mock_of(&self, request: &StepRequest) -> Option<&Mock> {
        let mocks = self.mocks.get(&request.element)?;
        if mocks.len() == 1 {
            return mocks.first();
        }
        let mut executions = self.executions.lock().unwrap_or_else(PoisonError::into_inner);
        let executions = executions.entry(request.element.clone()).or_default();
        let this = (request.step, request.attempt);
        let number = executions.iter().position(|known| *known == this).unwrap_or(executions.len());
        if number == executions.len() && number < mocks.len() {
            executions.push(this);
        }
        mocks.get(number).or_else(|| mocks.last())
    }

    async fn delay(&self, request: &StepRequest, mock: &Mock) {
        let Some(delay) = &mock.delay else { return };
        let Some(parts) = self.parts.get().and_then(Weak::upgrade) else { return };
        let Some(mailbox) = parts.mailbox(&request.run) else { return };
        parts.timers.sleep_until(delay.after(parts.clock.now()), mailbox.activity()).await;
    }
}

impl SubroutineExecutor for ScriptedExecutor {
    fn execute_pure(&self, request: &StepRequest) -> Option<StepOutcome> {
        match self.mock_of(request) {
            Some(mock) => mock.delay.is_none().then(|| outcome(mock)),
            None => self.real.execute_pure(request),
        }
    }

    fn execute(&self, request: StepRequest, progress: ProgressSink, abort: CancellationToken) -> StepFuture<'_> {
        let Some(mock) = self.mock_of(&request) else {
            return self.real.execute(StepRequest { test_mode: true, ..request }, progress, abort);
        };
        Box::pin(async move {
            tokio::select! {
                () = abort.cancelled() => StepOutcome::Cancelled,
                () = self.delay(&request, mock) => outcome(mock),
            }
        })
    }

    fn estimate_cost(&self, request: &StepRequest) -> CostEstimate {
        self.real.estimate_cost(&StepRequest { test_mode: true, ..request.clone() })
    }

    fn decide_path(&self, question: PathQuestion, progress: ProgressSink) -> DecisionFuture<'_> {
        self.real.decide_path(PathQuestion { test_mode: true, ..question }, progress)
    }

    fn unsupported(&self, graph: &Arc<RoutineGraph>, config: &RunConfig) -> Vec<Unsupported> {
        let mut unsupported = self.real.unsupported(graph, config);
        unsupported.retain(|unsupported| !self.mocks.contains_key(&unsupported.element));
        unsupported
    }

    fn cancel(&self, run: &RunId, step: StepId) -> bool {
        self.real.cancel(run, step)
    }
}

fn outcome(mock: &Mock) -> StepOutcome {
    let failed = |kind, code: &str, message: Option<&String>, retryable| {
        let message = message.cloned().unwrap_or_else(|| format!("the scenario lets it fail with {code}"));
        let variables = VariableMap::new();
        StepOutcome::Failed { failure: StepFailure { kind, code: code.to_owned(), message, retryable, variables } }
    };
    match (&mock.bpmn_error, &mock.failure) {
        (Some(code), _) => failed(FailureKind::BpmnError, code, None, false),
        (None, Some(failure)) => {
            failed(FailureKind::Technical, &failure.code, failure.message.as_ref(), failure.retryable)
        }
        (None, None) => StepOutcome::Succeeded { outputs: mock.outputs.clone() },
    }
}
