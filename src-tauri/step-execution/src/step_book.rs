//! A step's record while the step is being done: what was on it, and what is added now.

use std::sync::Arc;

use run_engine::{StepOutcome, StepRecord};

use crate::context::ExecutionContext;
use crate::progress::{ProgressSink, RecordRefused};

/// A step's record while the step is being done.
#[derive(Clone, Debug)]
pub struct StepBook {
    records: Vec<Arc<StepRecord>>,
    progress: ProgressSink,
}

impl StepBook {
    /// The record of a step that begins, or goes on.
    #[must_use]
    pub fn of(context: &ExecutionContext<'_>, progress: &ProgressSink) -> Self {
        Self { records: context.request.record.clone(), progress: progress.clone() }
    }

    /// All that is on it.
    pub fn records(&self) -> impl Iterator<Item = &StepRecord> {
        self.records.iter().map(AsRef::as_ref)
    }

    /// Adds something. Returns when it is stored.
    ///
    /// # Errors
    /// It is not stored, and what it speaks of must not be done; the outcome that the step has then.
    pub async fn put(&mut self, record: StepRecord) -> Result<(), StepOutcome> {
        match self.progress.record(record.clone()).await {
            Ok(()) => {
                self.records.push(Arc::new(record));
                Ok(())
            }
            Err(RecordRefused::OutOfCredits { needed, .. }) => Err(StepOutcome::OutOfCredits { needed }),
            Err(RecordRefused::Over(_)) => Err(StepOutcome::Cancelled),
        }
    }
}
