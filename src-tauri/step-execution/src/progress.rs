//! Where a strategy tells what happens on the way.

use std::fmt;
use std::sync::Arc;

use serde_json::Value;

/// Takes notes on the progress of one step. Cheap to clone.
#[derive(Clone)]
pub struct ProgressSink(Arc<dyn Fn(Value) + Send + Sync>);

impl ProgressSink {
    /// Hands every note to `take`, which must not block.
    pub fn new(take: impl Fn(Value) + Send + Sync + 'static) -> Self {
        Self(Arc::new(take))
    }

    /// For callers that want the outcome only.
    #[must_use]
    pub fn ignore() -> Self {
        Self::new(|_| ())
    }

    /// Something noteworthy has happened.
    pub fn note(&self, note: Value) {
        (self.0)(note);
    }
}

impl fmt::Debug for ProgressSink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProgressSink")
    }
}
