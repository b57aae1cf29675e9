//! When the store does not take what happened: the run is dropped from memory and loaded again, and what nobody would
//! repeat (the result of a step, a timer) is kept until it can be stored.

use std::mem;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::batch::Batch;
use crate::error::HostError;
use crate::mailbox::LoopInput;
use crate::run_loop::RunLoop;

const FIRST_DELAY: Duration = Duration::from_millis(250);
const LONGEST_DELAY: Duration = Duration::from_secs(30);

/// The store has refused, and when to try again.
#[derive(Debug)]
pub(crate) struct Trouble {
    error: HostError,
    delay: Duration,
    retry_at: Instant,
    inputs: Vec<LoopInput>,
}

impl Trouble {
    pub(crate) fn retry_at(&self) -> Instant {
        self.retry_at
    }
}

impl RunLoop {
    /// What was worked out cannot be kept: the machine goes, who waits is told, and inputs that nobody would repeat stay.
    pub(crate) fn give_back(&mut self, batch: Batch, error: HostError) {
        tracing::error!(run = %self.run, %error, "a run could not go on; it is loaded again");
        for answer in batch.answers {
            let _ = answer.send(Err(error.clone()));
        }
        let (delay, mut inputs) = match self.trouble.take() {
            Some(trouble) => ((trouble.delay * 2).min(LONGEST_DELAY), trouble.inputs),
            None => (FIRST_DELAY, Vec::new()),
        };
        // Whoever does a step waits until what it has recorded is stored after all.
        inputs.extend(batch.records.into_iter().map(LoopInput::StepRecorded));
        inputs.extend(batch.decisions.into_iter().map(LoopInput::DecisionAsked));
        inputs.extend(batch.inputs);
        self.trouble = Some(Trouble { error, delay, retry_at: Instant::now() + delay, inputs });
        self.machine = None;
        self.parts.timers.forget(&self.run);
        self.parts.notifier.lose(&self.run);
    }

    /// Brings the run back as it is stored. Steps that are being done outside go on.
    pub(crate) async fn reload(&mut self) {
        let (loader, run) = (self.parts.loader.clone(), self.run.clone());
        let loaded = tokio::task::spawn_blocking(move || loader.load(&run, None)).await;
        match loaded.unwrap_or_else(|_| Err(HostError::Closed(self.run.clone()))) {
            Ok(loaded) => {
                self.stored = loaded.machine.progress().map_or(0, |progress| progress.seq);
                self.batch.effects.extend(loaded.machine.effects_to_resume());
                self.graphs = Arc::new(loaded.graphs);
                self.figures = loaded.figures;
                self.machine = Some(loaded.machine);
                let inputs = self.trouble.as_mut().map(|trouble| mem::take(&mut trouble.inputs));
                for input in inputs.into_iter().flatten() {
                    self.take(input);
                }
            }
            Err(error) => self.give_back(Batch::default(), error),
        }
    }

    /// An input that comes while the run is not in memory.
    pub(crate) fn put_off(&mut self, input: LoopInput) {
        match input {
            LoopInput::Command { answer, .. }
            | LoopInput::Migration { answer, .. }
            | LoopInput::Delivery { answer, .. } => {
                let error = self.trouble.as_ref().map(|trouble| trouble.error.clone());
                let _ = answer.send(Err(error.unwrap_or_else(|| HostError::Closed(self.run.clone()))));
            }
            LoopInput::StepEnded { .. }
            | LoopInput::StepRecorded(_)
            | LoopInput::DecisionAsked(_)
            | LoopInput::StepCharged { .. }
            | LoopInput::PathChosen { .. }
            | LoopInput::TimerDue { .. }
            | LoopInput::SwarmAnswered { .. }
            | LoopInput::RoutineFound { .. } => {
                if let Some(trouble) = &mut self.trouble {
                    trouble.inputs.push(input);
                }
            }
            LoopInput::SwarmDelayed(delay) => self.tell_delay(delay),
            // Whoever looks finds the run in the store; a note is worth no trouble; the deadline, and what is open
            // with the swarm, is asked for again.
            LoopInput::Look { .. } | LoopInput::StepNoted { .. } | LoopInput::DeadlineDue | LoopInput::AskAgain(_) => {}
            LoopInput::Close { answer } => self.close(answer),
        }
    }
}
