//! Expressions: FEEL behind one small interface.

use std::sync::Arc;

/// A parsed expression; cheap to clone.
#[derive(Clone, Debug)]
pub struct Expression {
    source: Arc<str>,
}

impl Expression {
    /// The text as it stands in the file.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }
}
