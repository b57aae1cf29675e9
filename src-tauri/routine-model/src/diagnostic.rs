//! What is wrong, doubtful or worth knowing about a file.

use serde::{Deserialize, Serialize};

use crate::ids::ElementId;
use crate::position::Position;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// The routine cannot run.
    Error,
    /// It can, perhaps not as meant.
    Warning,
    /// Worth knowing.
    Info,
}

/// One finding about a file. Opening, drawing and saving are never stopped by one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// An error that prevents tokens from moving, so that it stops token games too.
    pub stops_token_game: bool,
    /// The rule's name, in kebab case; stays the same.
    pub rule: &'static str,
    /// The element, when it can be named.
    pub element: Option<ElementId>,
    /// Where.
    #[serde(flatten)]
    pub position: Position,
    /// One sentence for a person.
    pub message: String,
    /// What would help, when that is known.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// An error that stops runs in data mode and leaves token games alone.
    #[must_use]
    pub fn error(rule: &'static str, position: Position, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            stops_token_game: false,
            rule,
            element: None,
            position,
            message: message.into(),
            hint: None,
        }
    }

    /// A warning.
    #[must_use]
    pub fn warning(rule: &'static str, position: Position, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(rule, position, message) }
    }

    /// Something worth knowing.
    #[must_use]
    pub fn note(rule: &'static str, position: Position, message: impl Into<String>) -> Self {
        Self { severity: Severity::Info, ..Self::error(rule, position, message) }
    }

    /// The same about an element.
    #[must_use]
    pub fn about(mut self, element: &ElementId) -> Self {
        self.element = Some(element.clone());
        self
    }

    /// The same with advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same, stopping token games too.
    #[must_use]
    pub fn stopping_token_games(mut self) -> Self {
        self.stops_token_game = true;
        self
    }
}
