//! What models are saying and have not finished, for whoever begins to watch in the middle of it.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use run_engine::{JournalEntry, RunEvent, RunId, StepId, StepRecord};

use crate::update::HeardText;

/// The text so far of every answer that is not on record yet, by step and request.
type Answers = BTreeMap<(StepId, u32), String>;

/// What was heard of answers that have not ended. Clones share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct HeardSoFar {
    runs: Arc<Mutex<HashMap<RunId, Answers>>>,
}

impl HeardSoFar {
    /// Adds a piece of an answer that somebody waits for; `tell` runs before anybody can begin to watch behind it.
    pub(crate) fn add(&self, run: &RunId, heard: &HeardText, tell: impl FnOnce()) {
        let mut runs = self.runs.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = runs.get_mut(run).and_then(|answers| answers.get_mut(&(heard.step, heard.call)));
        if let Some(answer) = answer {
            answer.push_str(&heard.piece);
            tell();
        }
    }

    /// What was heard up to the moment in which `begin` runs: a piece is either in it, or told from then on.
    pub(crate) fn until<T>(&self, run: &RunId, begin: impl FnOnce() -> T) -> (T, Vec<HeardText>) {
        let runs = self.runs.lock().unwrap_or_else(PoisonError::into_inner);
        let heard = runs.get(run).into_iter().flatten();
        let heard = heard
            .filter(|(_, piece)| !piece.is_empty())
            .map(|(&(step, call), piece)| HeardText { step, call, piece: piece.clone() })
            .collect();
        (begin(), heard)
    }

    /// Entries are stored: what is asked begins, and what has ended is on record.
    pub(crate) fn know(&self, run: &RunId, entries: &[JournalEntry]) {
        let mut runs = self.runs.lock().unwrap_or_else(PoisonError::into_inner);
        for entry in entries {
            if let RunEvent::StepRecorded(event) = &entry.event
                && let StepRecord::ModelAsked { call, .. } = &*event.record
            {
                runs.entry(run.clone()).or_default().insert((event.step, *call), String::new());
            } else if let Some(answers) = runs.get_mut(run) {
                forget_ended(answers, &entry.event);
            }
        }
        if runs.get(run).is_some_and(Answers::is_empty) {
            runs.remove(run);
        }
    }

    /// The run has left memory.
    pub(crate) fn forget(&self, run: &RunId) {
        self.runs.lock().unwrap_or_else(PoisonError::into_inner).remove(run);
    }
}

fn forget_ended(answers: &mut Answers, event: &RunEvent) {
    let ended = match event {
        RunEvent::StepRecorded(event) => match &*event.record {
            StepRecord::ModelAnswered { call, .. }
            | StepRecord::ModelFailed { call, .. }
            | StepRecord::ModelLost { call, .. } => {
                answers.remove(&(event.step, *call));
                return;
            }
            _ => return,
        },
        RunEvent::StepRetried(event) => event.step,
        RunEvent::StepRequeued(event) => event.step,
        RunEvent::StepCompleted(event) => event.step,
        RunEvent::StepSkipped(event) => event.step,
        RunEvent::StepFailed(event) => event.step,
        RunEvent::StepCancelled(event) => event.step,
        _ => return,
    };
    answers.retain(|(step, _), _| *step != ended);
}
