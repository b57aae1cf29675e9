//! A run in the engine alone: no store, no loop, no watchers. The floor under every other measurement.

use std::collections::VecDeque;
use std::sync::Arc;

use routine_model::RoutineGraph;
use run_engine::state::Graphs;
use run_engine::{
    Actor, RoutineRef, RoutineVersion, RunCommand, RunEffect, RunEvent, RunId, RunStateMachine, RunStatus, Timestamp,
    VariableMap,
};
use step_execution::{SubroutineExecutor, UnifiedSubroutineExecutor};

use super::bench::does_not_end;
use crate::contract::{ApiError, ErrorCode};
use crate::studio::{host_failed, sentence};

/// Runs a routine to its end and counts the flow nodes that were executed.
pub(super) fn run_in_engine(graph: &Arc<RoutineGraph>) -> Result<u64, ApiError> {
    let version = RoutineVersion("bench".into());
    let routine = RoutineRef { path: "bench.bpmn".to_owned(), name: "bench".to_owned(), version: version.clone() };
    let mut run = EngineRun {
        machine: RunStateMachine::new(Graphs::from([(version, Arc::clone(graph))])),
        executor: UnifiedSubroutineExecutor::default(),
        nodes: 0,
    };
    run.handle(RunCommand::CreateRun { run: RunId::from("bench"), routine, config: Box::default() })?;
    run.handle(RunCommand::StartRun { paused: false })?;
    run.handle(RunCommand::OpenProcess { process: None, start: None, inputs: VariableMap::new() })?;
    while run.machine.has_ready() {
        run.handle(RunCommand::Advance)?;
    }
    match run.machine.progress().map(|progress| progress.status) {
        Some(RunStatus::Completed) => Ok(run.nodes),
        Some(status) => Err(does_not_end(&format!("{status:?}"))),
        None => Err(ApiError::new(ErrorCode::Internal, "The engine has no run.")),
    }
}

struct EngineRun {
    machine: RunStateMachine,
    executor: UnifiedSubroutineExecutor,
    nodes: u64,
}

impl EngineRun {
    fn handle(&mut self, command: RunCommand) -> Result<(), ApiError> {
        let mut commands = VecDeque::from([command]);
        while let Some(command) = commands.pop_front() {
            let reaction =
                self.machine.handle(command, Timestamp(0)).map_err(|rejection| host_failed(rejection.into()))?;
            let completed = reaction.events.iter().filter(|entry| matches!(entry.event, RunEvent::StepCompleted(_)));
            self.nodes += completed.count() as u64;
            for effect in reaction.effects {
                match effect {
                    RunEffect::ExecuteStep(request) => {
                        let outcome = self.executor.execute_pure(&request).ok_or_else(|| {
                            let message = format!("{} is done outside the engine", request.element);
                            ApiError::new(ErrorCode::NotRunnable, sentence(&message))
                                .with_hint("Measure it with another store.")
                        })?;
                        let (step, attempt) = (request.step, request.attempt);
                        commands.push_back(RunCommand::FinishStep { step, attempt, outcome, by: Actor::Execution });
                    }
                    RunEffect::EstimateStep(request) => {
                        let (step, credits) = (request.step, self.executor.estimate_cost(&request).highest);
                        commands.push_back(RunCommand::EstimateStep { step, credits });
                    }
                    RunEffect::CancelStep { .. }
                    | RunEffect::ScheduleDeadline { .. }
                    | RunEffect::CancelDeadline
                    | RunEffect::ScheduleTimer { .. }
                    | RunEffect::CancelTimer { .. }
                    | RunEffect::PublishMessage { .. }
                    | RunEffect::PublishSignal { .. }
                    | RunEffect::LoadRoutine { .. }
                    | RunEffect::LookAfterRun { .. }
                    | RunEffect::AskSwarm(_)
                    | RunEffect::AskPathDecision { .. } => {}
                }
            }
        }
        Ok(())
    }
}
