//! Acting: what the machine asks of the outside, after what led to it is stored.

use run_engine::{Actor, RunCommand, RunEffect, StepRequest};

use crate::mailbox::LoopInput;
use crate::run_loop::RunLoop;
use crate::work::panicked;

impl RunLoop {
    pub(crate) fn perform(&mut self, effects: Vec<RunEffect>) {
        for effect in effects {
            match effect {
                RunEffect::ExecuteStep(request) => self.execute(*request),
                RunEffect::CancelStep { step } => self.contexts.abort(step),
                RunEffect::ScheduleTimer { subscription, due } => {
                    self.parts.timers.schedule(&self.run, subscription, due, &self.mailbox);
                }
                RunEffect::CancelTimer { subscription } => self.parts.timers.cancel(&self.run, subscription),
                RunEffect::PublishMessage { name, correlation_key, variables } => {
                    let by = Actor::Run { run: self.run.clone() };
                    self.publish(RunCommand::CorrelateMessage { name, correlation_key, variables, by });
                }
                RunEffect::PublishSignal { name, variables } => {
                    let by = Actor::Run { run: self.run.clone() };
                    self.publish(RunCommand::BroadcastSignal { name, variables, by });
                }
                RunEffect::LoadRoutine { step, process } => {
                    let (mailbox, loader) = (self.mailbox.clone(), self.parts.loader.clone());
                    let busy = mailbox.activity().begin();
                    tokio::task::spawn_blocking(move || {
                        let result = loader.find(&process);
                        mailbox.put(LoopInput::RoutineFound { step, result });
                        drop(busy);
                    });
                }
                // A person is asked by the journal entry that watchers are told.
                RunEffect::AskPathDecision { .. } => {}
            }
        }
    }

    /// Has a step done outside the loop, unless that is under way already.
    fn execute(&mut self, request: StepRequest) {
        let (step, attempt) = (request.step, request.attempt);
        if self.contexts.is_open(step, attempt) {
            return;
        }
        let (notes, abort) = self.contexts.open(&request);
        let (mailbox, executor) = (self.mailbox.clone(), self.parts.executor.clone());
        let busy = mailbox.activity().begin();
        tokio::spawn(async move {
            // A task of its own, so that a panic ends the step and nothing else.
            let done = tokio::spawn(async move { executor.execute(request, notes, abort).await }).await;
            match done.map_err(tokio::task::JoinError::try_into_panic) {
                Ok(outcome) => mailbox.put(LoopInput::StepEnded { step, attempt, outcome }),
                Err(Ok(panic)) => mailbox.put(LoopInput::StepEnded { step, attempt, outcome: panicked(&*panic) }),
                // The program is ending.
                Err(Err(_)) => false,
            };
            drop(busy);
        });
    }

    /// Offers a message or signal to the other runs in memory.
    fn publish(&self, command: RunCommand) {
        let (parts, run) = (self.parts.clone(), self.run.clone());
        let busy = self.mailbox.activity().begin();
        tokio::spawn(async move {
            parts.publish(&command, Some(&run)).await;
            drop(busy);
        });
    }
}
