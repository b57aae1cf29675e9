//! Acting: what the machine asks of the outside, after what led to it is stored.

use run_engine::swarm_asks::SwarmAsk;
use run_engine::{Actor, DecisionId, RunCommand, RunEffect, RunStateMachine, StepRequest};
use step_execution::{NoChoice, PathChoice, PathQuestion};

use crate::mailbox::LoopInput;
use crate::run_loop::RunLoop;
use crate::swarms::Again;
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
                RunEffect::ScheduleDeadline { due } => self.parts.timers.set_deadline(&self.run, due, &self.mailbox),
                RunEffect::CancelDeadline => self.parts.timers.forget_deadline(&self.run),
                // Answered when it was asked.
                RunEffect::EstimateStep(_) => {}
                // On their way since what led to them is stored; whoever delivers them has been woken.
                RunEffect::PublishMessage { .. } | RunEffect::PublishSignal { .. } => {}
                RunEffect::LoadRoutine { step, process } => {
                    let (mailbox, loader) = (self.mailbox.clone(), self.parts.loader.clone());
                    let busy = mailbox.activity().begin();
                    tokio::task::spawn_blocking(move || {
                        let result = loader.find(&process);
                        mailbox.put(LoopInput::RoutineFound { step, result });
                        drop(busy);
                    });
                }
                RunEffect::LookAfterRun { run, step, may_begin } => self.look_after(run, step, may_begin),
                RunEffect::AskSwarm(ask) => self.say_to_swarm(*ask),
                // A person is asked by the journal entry that watchers are told.
                RunEffect::AskPathDecision { by_model: false, .. } => {}
                RunEffect::AskPathDecision { decision, by_model: true } => self.ask_model(decision),
            }
        }
    }

    /// What is in the journal for the swarm is on its way from here on, unless it was answered meanwhile.
    fn say_to_swarm(&mut self, ask: SwarmAsk) {
        if let Some(progress) = self.machine.as_ref().and_then(RunStateMachine::progress)
            && progress.open_asks().any(|open| open.ask == ask.ask)
        {
            self.synchronizer.say(ask, progress);
        }
    }

    /// The swarm wants to be asked again.
    pub(crate) fn say_again(&mut self, which: Again) {
        if let Some(progress) = self.machine.as_ref().and_then(RunStateMachine::progress) {
            self.synchronizer.say_again(which, progress);
        }
    }

    /// Has a model decide, outside the loop.
    fn ask_model(&self, decision: DecisionId) {
        let Some(question) = self.question(decision) else { return };
        let Some(attempt) = self.progress().and_then(|run| run.steps.get(&question.step)).map(|step| step.attempt)
        else {
            return;
        };
        let progress = self.contexts.sink(question.run.clone(), question.step, attempt);
        let (mailbox, executor) = (self.mailbox.clone(), self.parts.executor.clone());
        let busy = mailbox.activity().begin();
        tokio::spawn(async move {
            let answer = executor.decide_path(question, progress).await;
            mailbox.put(LoopInput::PathChosen { decision, answer });
            drop(busy);
        });
    }

    fn question(&self, decision: DecisionId) -> Option<PathQuestion> {
        let (machine, progress) = (self.machine.as_ref()?, self.progress()?);
        let open = progress.decisions.get(&decision)?;
        let branch = progress.branches.get(&open.branch)?;
        let (scope, step) = (branch.scope, progress.steps.get(&branch.step?)?);
        Some(PathQuestion {
            run: self.run.clone(),
            decision,
            step: step.id,
            record: step.record.clone(),
            element: open.element.clone(),
            graph: self.graphs.get(&progress.scopes.get(&scope)?.routine)?.clone(),
            options: open.options.iter().map(|option| option.flow.clone()).collect(),
            several: open.several,
            variables: machine.visible_variables(scope)?,
            marks: machine.marks(scope),
            test_mode: progress.config.test_mode,
        })
    }

    /// What a model has answered. One that chooses what cannot be chosen has not answered.
    pub(crate) fn take_choice(&mut self, decision: DecisionId, answer: Result<PathChoice, NoChoice>) {
        let decided = answer.and_then(|PathChoice { flows, because }| {
            self.handle(RunCommand::DecidePath { decision, flows, by: Actor::Execution, because })
                .map_err(|rejection| rejection.to_string().into())
        });
        if let Err(NoChoice { reason, needed }) = decided {
            self.work(RunCommand::LeaveDecision { decision, reason, needed });
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
}
