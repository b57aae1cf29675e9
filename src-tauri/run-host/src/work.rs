//! Working a command out: the machine's answer, and what is answered at once: steps that take no time, and
//! what steps will cost.

use std::collections::VecDeque;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};

use run_engine::{
    Actor, FailureKind, Rejection, RunCommand, RunEffect, StepFailure, StepOutcome, StepRequest, VariableMap,
};

use crate::run_loop::RunLoop;

impl RunLoop {
    /// Has the machine do what a command asks for, and adds what comes of it to the batch.
    pub(crate) fn handle(&mut self, command: RunCommand) -> Result<(), Rejection> {
        let Some(machine) = &mut self.machine else { return Err(Rejection::Transitioning) };
        let now = self.parts.clock.now();
        let answered = machine.handle(command, now);
        let reaction = match answered {
            Ok(reaction) => reaction,
            Err(rejection) => return Err(self.refused(rejection)),
        };
        self.batch.add_events(reaction.events);
        let mut effects = VecDeque::from(reaction.effects);
        while let Some(effect) = effects.pop_front() {
            let answer = match effect {
                RunEffect::ExecuteStep(request) => match self.execute_pure(&request) {
                    Some(outcome) => {
                        let (step, attempt) = (request.step, request.attempt);
                        RunCommand::FinishStep { step, attempt, outcome, by: Actor::Execution }
                    }
                    None => {
                        self.batch.add_effect(RunEffect::ExecuteStep(request));
                        continue;
                    }
                },
                RunEffect::EstimateStep(request) => {
                    let credits = self.parts.executor.estimate_cost(&request).lowest;
                    RunCommand::EstimateStep { step: request.step, credits }
                }
                other => {
                    self.batch.add_effect(other);
                    continue;
                }
            };
            let Some(machine) = &mut self.machine else { return Err(Rejection::Transitioning) };
            match machine.handle(answer, now) {
                Ok(reaction) => {
                    self.batch.add_events(reaction.events);
                    effects.extend(reaction.effects);
                }
                Err(rejection @ Rejection::Broken(_)) => return Err(self.refused(rejection)),
                // Another step of the same iteration has cancelled it.
                Err(rejection) => tracing::debug!(run = %self.run, %rejection, "came too late"),
            }
        }
        Ok(())
    }

    /// After most refusals nothing has changed; after one of them the machine is worth nothing any more.
    fn refused(&mut self, rejection: Rejection) -> Rejection {
        if let Rejection::Broken(_) = &rejection {
            let batch = mem::take(&mut self.batch);
            self.give_back(batch, rejection.clone().into());
        }
        rejection
    }

    fn execute_pure(&self, request: &StepRequest) -> Option<StepOutcome> {
        // The executor's own state is behind locks that survive a panic.
        catch_unwind(AssertUnwindSafe(|| self.parts.executor.execute_pure(request)))
            .unwrap_or_else(|panic| Some(panicked(&*panic)))
    }
}

/// The outcome of a step whose execution has panicked.
pub(crate) fn panicked(panic: &(dyn std::any::Any + Send)) -> StepOutcome {
    let said =
        panic.downcast_ref::<&str>().map(ToString::to_string).or_else(|| panic.downcast_ref::<String>().cloned());
    let failure = StepFailure {
        kind: FailureKind::Technical,
        code: "panic".to_owned(),
        message: format!(
            "the program made a mistake in doing this step: {}",
            said.as_deref().unwrap_or("no reason given")
        ),
        retryable: false,
        variables: VariableMap::new(),
    };
    StepOutcome::Failed { failure }
}
