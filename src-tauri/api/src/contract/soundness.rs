//! Whether a routine can get stuck, and how.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Diagnostic;

/// What looking for ways to get stuck gave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SoundnessView {
    /// The problems, in the order of the file.
    pub problems: Vec<SoundnessProblem>,
    /// Whether everything that can happen was looked at.
    pub decided: bool,
}

/// A problem, and the path that leads to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SoundnessProblem {
    /// The problem.
    pub diagnostic: Diagnostic,
    /// What tokens do until it shows; empty where no path leads to an element.
    pub path: Vec<TokenMove>,
    /// Where it shows: the flow with two tokens, or the flow nodes at which tokens are left.
    pub elements: Vec<String>,
}

/// One move of a token.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TokenMove {
    /// What it does.
    pub kind: TokenMoveKind,
    /// The flow node.
    pub element: String,
    /// The flows that it leaves over.
    pub flows: Vec<String>,
}

/// What a token does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum TokenMoveKind {
    /// It begins here.
    Start,
    /// It goes into a sub-process.
    Enter,
    /// It passes.
    Pass,
    /// The activity completes.
    Complete,
    /// The event happens.
    Happen,
    /// The gateway takes these flows.
    Choose,
    /// The gateway joins tokens.
    Join,
    /// It comes to its end.
    End,
}
