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
    /// Adds a piece; `tell` runs before anybody can begin to watch behind it.
    pub(crate) fn add(&self, run: &RunId, heard: &HeardText, tell: impl FnOnce()) {
        let mut runs = self.runs.lock().unwrap_or_else(PoisonError::into_inner);
        let answers = runs.entry(run.clone()).or_default();
        answers.entry((heard.step, heard.call)).or_default().push_str(&heard.piece);
        tell();
    }

    /// What was heard up to the moment in which `begin` runs: a piece is either in it, or told from then on.
    pub(crate) fn until<T>(&self, run: &RunId, begin: impl FnOnce() -> T) -> (T, Vec<HeardText>) {
        let runs = self.runs.lock().unwrap_or_else(PoisonError::into_inner);
        let heard = runs.get(run).into_iter().flatten();
        let heard = heard.map(|(&(step, call), piece)| HeardText { step, call, piece: piece.clone() }).collect();
        (begin(), heard)
    }

    /// Entries are stored: what has ended is on record, and what is asked anew begins anew.
    pub(crate) fn know(&self, run: &RunId, entries: &[JournalEntry]) {
        let mut runs = self.runs.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(answers) = runs.get_mut(run) else { return };
        for entry in entries {
            match &entry.event {
                RunEvent::StepRecorded(event) => match &*event.record {
                    StepRecord::ModelAsked { call, .. }
                    | StepRecord::ModelAnswered { call, .. }
                    | StepRecord::ModelFailed { call, .. }
                    | StepRecord::ModelLost { call, .. } => drop(answers.remove(&(event.step, *call))),
                    _ => {}
                },
                RunEvent::StepRetried(event) => answers.retain(|(step, _), _| *step != event.step),
                RunEvent::StepRequeued(event) => answers.retain(|(step, _), _| *step != event.step),
                RunEvent::StepCompleted(event) => answers.retain(|(step, _), _| *step != event.step),
                RunEvent::StepSkipped(event) => answers.retain(|(step, _), _| *step != event.step),
                RunEvent::StepFailed(event) => answers.retain(|(step, _), _| *step != event.step),
                RunEvent::StepCancelled(event) => answers.retain(|(step, _), _| *step != event.step),
                _ => {}
            }
        }
        if answers.is_empty() {
            runs.remove(run);
        }
    }

    /// The run has left memory.
    pub(crate) fn forget(&self, run: &RunId) {
        self.runs.lock().unwrap_or_else(PoisonError::into_inner).remove(run);
    }
}
