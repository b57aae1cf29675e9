//! What a loop has worked out and not stored yet.

use std::time::{Duration, Instant};

use run_engine::{JournalEntry, RunEffect, StepId, StepRecord};
use run_store::{Durability, Parcel, StoredRoutine};
use step_execution::{DecisionText, RecordRefused};
use tokio::sync::oneshot;

use crate::mailbox::{Answer, LoopInput};
use crate::swarms::Again;

/// So many entries are stored at the latest, so that little is worked out twice after a crash.
const MOST_ENTRIES: usize = 256;
/// After so long the mailbox is looked into at the latest.
const LONGEST: Duration = Duration::from_millis(8);

/// Reactions that will be stored in one transaction.
#[derive(Debug)]
pub(crate) struct Batch {
    pub(crate) entries: Vec<JournalEntry>,
    /// The last entry of each command's reaction.
    pub(crate) command_ends: Vec<u64>,
    /// For after the entries are stored.
    pub(crate) effects: Vec<RunEffect>,
    /// Who waits for the entries to be stored.
    pub(crate) answers: Vec<Answer>,
    /// Who waits for something on a step's record to be stored.
    pub(crate) records: Vec<Recorded>,
    /// Who asks for the text of a decision that the run uses, to be told when all before is stored.
    pub(crate) decisions: Vec<DecisionAsked>,
    /// What was put on record is followed by something that the world may see.
    pub(crate) goes_outside_next: bool,
    /// Inputs that nobody would repeat if the entries could not be stored.
    pub(crate) inputs: Vec<LoopInput>,
    /// What the entries are the answer to; gone when they are stored.
    pub(crate) taken: Vec<Parcel>,
    /// Texts of routines that the entries make the run depend on.
    pub(crate) texts: Vec<StoredRoutine>,
    /// What the swarm wants to be asked again, by what is stored then.
    pub(crate) ask_again: Vec<Again>,
    started: Instant,
}

/// Something on a step's record, and who waits for it to be stored.
#[derive(Debug)]
pub(crate) struct Recorded {
    pub(crate) step: StepId,
    pub(crate) attempt: u32,
    pub(crate) record: Box<StepRecord>,
    pub(crate) stored: oneshot::Sender<Result<(), RecordRefused>>,
}

/// The text of a decision that the run uses is asked for.
#[derive(Debug)]
pub(crate) struct DecisionAsked {
    pub(crate) step: StepId,
    pub(crate) decision: String,
    /// What the step has found.
    pub(crate) found: Option<DecisionText>,
    pub(crate) used: oneshot::Sender<Result<Option<DecisionText>, RecordRefused>>,
}

impl Default for Batch {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            command_ends: Vec::new(),
            effects: Vec::new(),
            answers: Vec::new(),
            records: Vec::new(),
            decisions: Vec::new(),
            goes_outside_next: false,
            inputs: Vec::new(),
            taken: Vec::new(),
            texts: Vec::new(),
            ask_again: Vec::new(),
            started: Instant::now(),
        }
    }
}

impl Batch {
    /// Nothing is to be stored, done or answered.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
            && self.effects.is_empty()
            && self.answers.is_empty()
            && self.records.is_empty()
            && self.decisions.is_empty()
            && self.inputs.is_empty()
            && self.ask_again.is_empty()
    }

    /// It has to be stored before anything else is worked out.
    pub(crate) fn is_full(&self) -> bool {
        self.entries.len() >= MOST_ENTRIES
            || self.goes_outside()
            || !self.records.is_empty()
            || !self.decisions.is_empty()
            || self.started.elapsed() >= LONGEST
    }

    /// The time for which it may be worked on begins now.
    pub(crate) fn restart(&mut self) {
        self.started = Instant::now();
    }

    /// An effect of it leaves this run.
    pub(crate) fn goes_outside(&self) -> bool {
        self.effects.iter().any(|effect| match effect {
            RunEffect::ExecuteStep(_)
            | RunEffect::PublishMessage { .. }
            | RunEffect::PublishSignal { .. }
            | RunEffect::AskSwarm(_)
            | RunEffect::LookAfterRun { .. }
            | RunEffect::LoadRoutine { .. } => true,
            RunEffect::CancelStep { .. }
            | RunEffect::EstimateStep(_)
            | RunEffect::ScheduleDeadline { .. }
            | RunEffect::CancelDeadline
            | RunEffect::ScheduleTimer { .. }
            | RunEffect::CancelTimer { .. }
            | RunEffect::AskPathDecision { .. } => false,
        })
    }

    /// What the entries have to survive: before something is done outside that the world may see, the loss of power. So has
    /// what nobody could work out again: what was done outside, and what somebody is told that it is stored.
    pub(crate) fn durability(&self) -> Durability {
        let comes_from_outside = |input: &LoopInput| {
            matches!(input, LoopInput::StepEnded { .. } | LoopInput::StepCharged { .. } | LoopInput::PathChosen { .. })
        };
        let is_final = !self.answers.is_empty() || self.inputs.iter().any(comes_from_outside);
        if self.goes_outside() || self.goes_outside_next || is_final { Durability::Power } else { Durability::Process }
    }

    /// Adds what a command has led to.
    pub(crate) fn add_events(&mut self, events: Vec<JournalEntry>) {
        self.command_ends.extend(events.last().map(|entry| entry.seq));
        self.entries.extend(events);
    }

    /// Adds an effect for later. A step that is given up before it was begun is never begun.
    pub(crate) fn add_effect(&mut self, effect: RunEffect) {
        if let RunEffect::CancelStep { step } = &effect {
            let before = self.effects.len();
            self.effects.retain(|waiting| !matches!(waiting, RunEffect::ExecuteStep(request) if request.step == *step));
            if self.effects.len() < before {
                return;
            }
        }
        self.effects.push(effect);
    }
}

#[cfg(test)]
mod tests {
    use run_engine::{StepOutcome, VariableMap};

    use super::*;

    #[test]
    fn what_nobody_could_work_out_again_survives_the_loss_of_power() {
        let mut batch = Batch::default();
        assert_eq!(batch.durability(), Durability::Process, "progress inside is only computed again");
        let outcome = StepOutcome::Succeeded { outputs: VariableMap::new() };
        batch.inputs.push(LoopInput::StepEnded { step: StepId(1), attempt: 1, outcome });
        assert_eq!(batch.durability(), Durability::Power, "what was done outside is not done a second time");

        let mut batch = Batch::default();
        let (answer, _told) = oneshot::channel();
        batch.answers.push(answer);
        assert_eq!(batch.durability(), Durability::Power, "whoever is told that it is stored can rely on it");
    }
}
