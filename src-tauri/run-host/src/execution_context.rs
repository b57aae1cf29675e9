//! What one executor may see and use, step by step.

use std::collections::BTreeMap;

use run_engine::{RunId, StepId, StepRequest};
use step_execution::{Progress, ProgressSink};
use tokio_util::sync::CancellationToken;

use crate::batch::{DecisionAsked, Recorded};
use crate::mailbox::{LoopInput, Mailbox};
use crate::notifier::RunNotifier;
use crate::update::HeardText;

/// Opens a context for every step of one run that is done outside the loop, and closes it again. Knows which are open.
#[derive(Debug)]
pub(crate) struct ExecutionContextManager {
    mailbox: Mailbox,
    notifier: RunNotifier,
    open: BTreeMap<StepId, OpenContext>,
}

#[derive(Debug)]
struct OpenContext {
    attempt: u32,
    abort: CancellationToken,
}

impl ExecutionContextManager {
    pub(crate) fn new(mailbox: Mailbox, notifier: RunNotifier) -> Self {
        Self { mailbox, notifier, open: BTreeMap::new() }
    }

    /// Where a step's notes go, and what gives it up. The request itself is all that it may see of the run.
    pub(crate) fn open(&mut self, request: &StepRequest) -> (ProgressSink, CancellationToken) {
        let abort = CancellationToken::new();
        self.open.insert(request.step, OpenContext { attempt: request.attempt, abort: abort.clone() });
        (self.sink(request.run.clone(), request.step, request.attempt), abort)
    }

    /// Where the notes about a step go.
    pub(crate) fn sink(&self, run: RunId, step: StepId, attempt: u32) -> ProgressSink {
        let (mailbox, notifier) = (self.mailbox.clone(), self.notifier.clone());
        ProgressSink::new(move |progress| {
            // What is told of a run that was closed is of no use to anybody.
            mailbox.put(match progress {
                Progress::Note(note) => LoopInput::StepNoted { step, note },
                Progress::Charge(credits) => LoopInput::StepCharged { step, credits },
                Progress::Record { record, stored } => {
                    LoopInput::StepRecorded(Recorded { step, attempt, record, stored })
                }
                Progress::Decision { decision, found, used } => {
                    LoopInput::DecisionAsked(DecisionAsked { step, decision, found, used })
                }
                Progress::Text { call, piece } => {
                    notifier.tell_heard(&run, HeardText { step, call, piece });
                    return;
                }
            });
        })
    }

    /// This attempt of this step is being done.
    pub(crate) fn is_open(&self, step: StepId, attempt: u32) -> bool {
        self.open.get(&step).is_some_and(|context| context.attempt == attempt)
    }

    /// The attempt has ended.
    pub(crate) fn close(&mut self, step: StepId, attempt: u32) {
        if self.is_open(step, attempt) {
            self.open.remove(&step);
        }
    }

    /// Gives a step up.
    pub(crate) fn abort(&mut self, step: StepId) {
        if let Some(context) = self.open.remove(&step) {
            context.abort.cancel();
        }
    }

    /// Gives up everything that is under way.
    pub(crate) fn abort_all(&mut self) {
        for context in std::mem::take(&mut self.open).into_values() {
            context.abort.cancel();
        }
    }
}
