//! What a call may do harm to.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::tool::ToolHints;

/// How much harm a call may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Risk {
    /// It reads what is at hand.
    None,
    /// It reads from elsewhere.
    Low,
    /// It adds or changes something that can be undone.
    Medium,
    /// It may destroy something, or nobody knows.
    High,
    /// Only a person may ever let it happen; a trusted caller does not help.
    Critical,
}

/// A word that names no risk.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{0:?} is no risk: it can be none, low, medium, high or critical")]
pub struct UnknownRisk(String);

impl Risk {
    /// What the hints of a tool amount to. Those of a server that nobody trusts amount to nothing: it may do anything.
    #[must_use]
    pub fn of(hints: ToolHints, trusted: bool) -> Self {
        match hints {
            _ if !trusted => Self::High,
            ToolHints { read_only: true, open_world: false, .. } => Self::None,
            ToolHints { read_only: true, .. } => Self::Low,
            ToolHints { destructive: false, .. } => Self::Medium,
            ToolHints { .. } => Self::High,
        }
    }

    /// The word for it in files and records.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

impl FromStr for Risk {
    type Err = UnknownRisk;

    fn from_str(text: &str) -> Result<Self, UnknownRisk> {
        [Self::None, Self::Low, Self::Medium, Self::High, Self::Critical]
            .into_iter()
            .find(|risk| risk.word() == text.trim())
            .ok_or_else(|| UnknownRisk(text.to_owned()))
    }
}

impl fmt::Display for Risk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
