//! Plays a scenario's script on a host of its own.

use std::sync::Arc;

use routine_model::{ElementId, SwarmId};
use run_engine::state::Step;
use run_engine::{
    Actor, FailureKind, Rejection, RunCommand, RunConfig, RunId, StepAnswer, StepFailure, StepOutcome, StepStatus,
    Timestamp, WaitReason,
};
use run_store::RunPersistence;
use step_execution::SubroutineExecutor;

use super::expectation::{Expectation, Incidents};
use super::operation::{Operation, ScenarioStep};
use super::report::{Mismatch, ScenarioReport};
use super::scenario_file::{Scenario, ScenarioClock};
use super::scripted_executor::ScriptedExecutor;
use super::time::{is_awaited, settle};
use crate::clock::{Clock, VirtualClock};
use crate::error::HostError;
use crate::host::{HostOptions, RunHost};
use crate::run_loader::{FindRoutine, RoutineFile};
use crate::start::StartRequest;

/// The moment at which every scenario begins: 2025-01-01T00:00Z. Journals of scenarios are the same every time.
pub const START_OF_TIME: Timestamp = Timestamp(1_735_689_600_000);

/// Choices by chance are the same every time.
const SEED: u64 = 1;

/// Plays scenarios.
#[derive(Clone)]
pub struct ScenarioRunner {
    /// Where the runs are kept.
    pub store: RunPersistence,
    /// Does what no mock does.
    pub executor: Arc<dyn SubroutineExecutor>,
    /// How a routine is found that another one calls.
    pub find_routine: FindRoutine,
    /// The id of the run; none lets the host make one.
    pub run: Option<RunId>,
}

/// A scenario that is being played.
pub(super) struct ScenarioRun<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) host: &'a RunHost,
    pub(super) clock: VirtualClock,
    pub(super) run: RunId,
    pub(super) swarm: Option<SwarmId>,
}

impl ScenarioRunner {
    /// Plays a scenario of a routine. Differences are in the report, whatever they are.
    ///
    /// # Errors
    /// The run cannot be stored or read. That the routine is refused is part of the report.
    pub async fn play(&self, scenario: &Scenario, routine: RoutineFile) -> Result<ScenarioReport, HostError> {
        let clock = VirtualClock::at(START_OF_TIME);
        let executor = Arc::new(ScriptedExecutor::new(scenario.mocks.clone(), self.executor.clone()));
        let options = HostOptions {
            clock: Clock::Virtual(clock.clone()),
            find_routine: self.find_routine.clone(),
            ..HostOptions::default()
        };
        let host = RunHost::open(self.store.clone(), executor.clone(), options);
        executor.belongs_to(&host.parts);

        let base = RunConfig { mode: scenario.mode, wait_at: scenario.wait_at.clone(), ..RunConfig::default() };
        let mut config = host.config_of(&routine.bytes, scenario.process.as_ref(), base, SEED);
        if let Some(swarm) = &scenario.swarm {
            config.swarm = Some(swarm.begin(&host, self.run.as_ref()).await?);
        }
        let swarm = config.swarm.as_ref().map(|link| link.swarm.clone());
        let request = StartRequest {
            run: self.run.clone(),
            name: Some(routine.name).filter(|name| !name.is_empty()),
            config,
            open: None,
            ..StartRequest::of(&routine.path, routine.bytes)
        };
        let run = match host.start(request).await {
            Ok(run) => run,
            Err(refusal @ (HostError::Unusable(_) | HostError::Rejected(_))) => {
                return Ok(ScenarioReport::refused(&scenario.expect, refusal));
            }
            Err(error) => return Err(error),
        };
        let report = ScenarioRun { scenario, host: &host, clock, run, swarm }.play().await;
        host.close().await?;
        report
    }
}

impl ScenarioRun<'_> {
    async fn play(&self) -> Result<ScenarioReport, HostError> {
        let mut mismatches = Vec::new();
        if self.starts_by_itself() {
            let start = Operation::Start { element: None, process: None, inputs: Default::default() };
            let step = ScenarioStep { operation: start, rejected: false, after: None };
            mismatches.extend(self.step("the start", &step).await?);
        }
        for (step, number) in self.scenario.steps.iter().zip(1..) {
            if !mismatches.is_empty() {
                break;
            }
            mismatches.extend(self.step(&format!("step {number}"), step).await?);
        }
        if mismatches.is_empty() {
            mismatches.extend(self.let_time_pass("the end").await);
            mismatches.extend(self.check("the end", &self.scenario.expect).await?);
        }
        let result = self.host.result(&self.run).await?;
        Ok(ScenarioReport { run: Some(self.run.clone()), result: Some(result), refusal: None, mismatches })
    }

    /// A script that does not say how the run starts leaves it to the process's plain start events.
    fn starts_by_itself(&self) -> bool {
        let first = self.scenario.steps.iter().find(|step| !matches!(step.operation, Operation::Choose { .. }));
        !first.is_some_and(|step| match step.operation {
            Operation::Start { .. }
            | Operation::Message { .. }
            | Operation::MessageFlow { .. }
            | Operation::Signal { .. } => true,
            Operation::Choose { .. }
            | Operation::Trigger { .. }
            | Operation::Complete { .. }
            | Operation::Fail { .. }
            | Operation::Answer { .. }
            | Operation::Approve { .. }
            | Operation::Post { .. }
            | Operation::Advance { .. } => false,
        })
    }

    async fn step(&self, place: &str, step: &ScenarioStep) -> Result<Vec<Mismatch>, HostError> {
        let mismatch = |message: String| Mismatch::new(place, "step", message);
        if self.scenario.clock == ScenarioClock::Auto
            && !step.rejected
            && let Err(endless) = self.jump_until(|progress| is_awaited(progress, &step.operation)).await
        {
            return Ok(vec![mismatch(format!("something to wait for it, and {endless}"))]);
        }
        let before = self.host.progress(&self.run).await?.seq;
        let mut found = match self.perform(&step.operation).await {
            Ok(Err(message)) => vec![mismatch(message)],
            Ok(Ok(())) if step.rejected => vec![mismatch("a refusal, and it was accepted".to_owned())],
            Ok(Ok(())) => Vec::new(),
            Err(HostError::Rejected(_)) if step.rejected => {
                let after = self.host.progress(&self.run).await?.seq;
                let moved = (after != before).then(|| mismatch("no change, and something has changed".to_owned()));
                moved.into_iter().collect()
            }
            Err(HostError::Rejected(rejection)) => {
                vec![mismatch(format!("it to be accepted, and it was refused: {rejection}"))]
            }
            Err(error) => return Err(error),
        };
        settle(self.host, &self.run).await;
        if let Some(after) = &step.after {
            found.extend(self.check(&format!("after {place}"), after).await?);
        }
        Ok(found)
    }

    async fn let_time_pass(&self, place: &str) -> Option<Mismatch> {
        match self.scenario.clock {
            ScenarioClock::Manual => None,
            ScenarioClock::Auto => self
                .jump_until(|_| false)
                .await
                .err()
                .map(|message| Mismatch::new(place, "clock", format!("it to come to rest, and {message}"))),
        }
    }

    async fn check(&self, place: &str, expectation: &Expectation) -> Result<Vec<Mismatch>, HostError> {
        let result = self.host.result(&self.run).await?;
        let entries = self.host.journal(&self.run, 1, None).await?;
        Ok(expectation.check(place, &result, &entries, &self.board().await?))
    }

    /// Does what a step says; the inner error says what was expected, and what happened.
    async fn perform(&self, operation: &Operation) -> Result<Result<(), String>, HostError> {
        let by = Actor::Scenario;
        let command = match operation.clone() {
            Operation::Start { element, process, inputs } => {
                let process = process.or_else(|| self.scenario.process.clone().filter(|_| element.is_none()));
                let mut all = self.scenario.inputs.clone();
                all.extend(inputs);
                RunCommand::OpenProcess { process, start: element, inputs: all }
            }
            Operation::Choose { element, flows } => self.choose(element, flows).await?,
            Operation::Trigger { element } => RunCommand::Trigger { element },
            Operation::Complete { element, outputs } => {
                self.finish(element, StepOutcome::Succeeded { outputs }).await?
            }
            Operation::Answer { element, text, by } => {
                let step = self.waiting(&element, |step| step.status == waits(WaitReason::Conversation)).await?.id;
                RunCommand::AnswerStep { step, answer: StepAnswer::Say { text }, by: named(by) }
            }
            Operation::Approve { element, by } => {
                let pending = self.waiting(&element, |step| step.pending_call().is_some()).await?;
                let call = pending.pending_call().unwrap_or_default();
                let answer = StepAnswer::Approve { call, arguments: None };
                RunCommand::AnswerStep { step: pending.id, answer, by: named(by) }
            }
            Operation::Fail { element, error } => {
                let failure = StepFailure {
                    kind: FailureKind::BpmnError,
                    message: error.message.unwrap_or_else(|| format!("the scenario throws {}", error.code)),
                    code: error.code,
                    retryable: false,
                    variables: error.variables,
                };
                self.finish(element, StepOutcome::Failed { failure }).await?
            }
            Operation::Message { name, correlation_key, variables } => {
                RunCommand::CorrelateMessage { name, correlation_key, variables, by }
            }
            Operation::MessageFlow { element } => RunCommand::DeliverMessageFlow { flow: element },
            Operation::Signal { name, variables } => RunCommand::BroadcastSignal { name, variables, by },
            Operation::Advance { duration } => {
                let passed = self.advance_to(duration.after(self.clock.now())).await;
                return Ok(passed.map_err(|endless| format!("time to pass, and {endless}")));
            }
            Operation::Post { key, operation, value } => return self.post(key, operation, value).await,
        };
        self.host.send(&self.run, command).await?;
        Ok(Ok(()))
    }

    /// Answers the path decision that is asked for at a gateway, or else says what it shall do from now on.
    async fn choose(&self, element: ElementId, flows: Vec<ElementId>) -> Result<RunCommand, HostError> {
        let progress = self.host.progress(&self.run).await?.progress;
        let decision = progress.decisions.values().find(|decision| decision.element == element);
        Ok(match decision {
            Some(decision) => {
                RunCommand::DecidePath { decision: decision.id, flows, by: Actor::Scenario, because: None }
            }
            None => RunCommand::ChooseFlows { element, flows },
        })
    }

    /// Finishes the step that has waited longest at an activity, or else the one that is being done.
    async fn finish(&self, element: ElementId, outcome: StepOutcome) -> Result<RunCommand, HostError> {
        let step = self.waiting(&element, |step| step.status != StepStatus::Queued).await?;
        Ok(RunCommand::FinishStep { step: step.id, attempt: step.attempt, outcome, by: Actor::Scenario })
    }

    /// The oldest step at an activity that this fits.
    async fn waiting(&self, element: &ElementId, fits: impl Fn(&Step) -> bool) -> Result<Step, HostError> {
        let progress = self.host.progress(&self.run).await?.progress;
        let open = progress.steps.values().filter(|step| step.element == *element && fits(step));
        // The whole of a repeated activity stands at the same element and waits for its instances.
        let oldest = open.min_by_key(|step| (!step.status.takes_answers(), step.id));
        oldest.cloned().ok_or_else(|| Rejection::NothingWaits(element.clone()).into())
    }
}

/// Who answers: somebody with a name, or the script.
fn named(name: Option<String>) -> Actor {
    name.map_or(Actor::Scenario, |name| Actor::Named { name })
}

fn waits(on: WaitReason) -> StepStatus {
    StepStatus::Waiting { on }
}

impl ScenarioReport {
    /// A run that was refused is what some scenarios expect.
    fn refused(expect: &Expectation, refusal: HostError) -> Self {
        let mismatches = match expect.incidents() {
            Incidents::SomeOrRefused => Vec::new(),
            Incidents::Any | Incidents::None | Incidents::Some => {
                vec![Mismatch::new("the start", "step", format!("the run to start, and it was refused: {refusal}"))]
            }
        };
        Self { run: None, result: None, refusal: Some(refusal), mismatches }
    }
}
