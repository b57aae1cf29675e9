//! Where a strategy tells what happens on the way.

use std::fmt;
use std::sync::Arc;

use routine_model::Credits;
use serde_json::Value;

/// Something that happens while a step is being done.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// Something noteworthy.
    Note(Value),
    /// Something has been paid; it counts whatever will come of the step.
    Charge(Credits),
}

/// Takes what happens in the doing of one step. Cheap to clone.
#[derive(Clone)]
pub struct ProgressSink(Arc<dyn Fn(Progress) + Send + Sync>);

impl ProgressSink {
    /// Hands everything to `take`, which must not block.
    pub fn new(take: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        Self(Arc::new(take))
    }

    /// For callers that want the outcome only.
    #[must_use]
    pub fn ignore() -> Self {
        Self::new(|_| ())
    }

    /// Something noteworthy has happened.
    pub fn note(&self, note: Value) {
        (self.0)(Progress::Note(note));
    }

    /// Something has been paid.
    pub fn charge(&self, credits: Credits) {
        (self.0)(Progress::Charge(credits));
    }
}

impl fmt::Debug for ProgressSink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProgressSink")
    }
}
