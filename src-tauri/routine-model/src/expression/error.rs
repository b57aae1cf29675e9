//! What can be wrong with an expression, before and while it is evaluated.

use thiserror::Error;

/// A text that is no expression.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct ExpressionError {
    /// One sentence for a person.
    pub message: String,
    /// What would help, when that is known.
    pub hint: Option<String>,
    /// The byte of the source, leading `=` included, at which it goes wrong.
    pub offset: usize,
}

impl ExpressionError {
    pub(super) fn new(offset: usize, message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, offset }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// In which way an expression has no usable value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It has one that is of no use where it stands, or cannot be computed for these variables.
    Value,
    /// It was stopped after [`super::MAX_STEPS`] steps.
    TimeOut,
    /// Its functions call one another, or its values are nested, too deep.
    TooDeep,
}

impl Unusable {
    /// The code by which programs tell them apart.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Value => "expression",
            Self::TimeOut => "expression-timeout",
            Self::TooDeep => "expression-depth",
        }
    }
}

/// An expression that has no usable value for the variables at hand.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{expression}` {reason}")]
pub struct EvaluationError {
    /// The expression's source.
    pub expression: String,
    /// In which way.
    pub unusable: Unusable,
    /// The end of the sentence that the expression begins.
    pub reason: String,
    /// Variables that the expression names and that do not exist.
    pub missing: Vec<String>,
}
