//! The sequential format: steps one after the other, in JSON, read into the same graph as a diagram.
//!
//! Between a start and an end event each step is an activity. A step that may be skipped stands between two exclusive
//! gateways: the flow around it has the skip condition, the flow to it is the default. Deliberately absent: branches,
//! loops and events, for which there is BPMN.

mod chain;
mod file;
mod step;
mod strategy_edit;

use crate::diagnostic::Diagnostic;
use crate::graph::GraphBuilder;
use crate::position::Position;
use crate::reading::Reading;
use chain::Chain;
use file::{Declaration, Routine};
pub(crate) use strategy_edit::strategy_edit;

/// What a file says in `format`.
pub const FORMAT: &str = "routine-studio/sequential";
/// The version that is written in `version`; older ones are read, newer ones are refused.
pub const VERSION: u32 = 1;

/// Whether a JSON file declares to be in this format, and in a version that is known.
pub(crate) fn declares(bytes: &[u8]) -> Result<(), Diagnostic> {
    let start = Position { line: 1, column: 1 };
    let declaration: Declaration = serde_json::from_slice(bytes).map_err(|error| syntax(&error, start))?;
    let refused = |rule, message: String| Diagnostic::error(rule, start, message).stopping_token_games();
    match (declaration.format.as_deref(), declaration.version) {
        (Some(FORMAT), Some(1..=VERSION)) => Ok(()),
        (Some(FORMAT), Some(version)) => {
            let message =
                format!("The file has version {version} of its format; this program reads versions up to {VERSION}.");
            Err(refused("newer-version", message).hint("Open it with a newer program."))
        }
        (Some(FORMAT), None) => {
            Err(refused("missing-version", "The file does not say which version of its format it has.".to_owned())
                .hint(format!("Add \"version\": {VERSION}.")))
        }
        (other, _) => {
            let named = other.map_or("no format".to_owned(), |other| format!("the unknown format “{other}”"));
            Err(refused("unknown-format", format!("The JSON file declares {named}."))
                .hint(format!("Routines in JSON begin with \"format\": \"{FORMAT}\", \"version\": {VERSION}.")))
        }
    }
}

/// Reads a file of this format. What is broken is a finding; the steps that are not are in the graph.
pub(crate) fn read(bytes: &[u8]) -> Reading {
    let Ok(text) = std::str::from_utf8(bytes) else {
        let start = Position { line: 1, column: 1 };
        return Reading::refused(
            Diagnostic::error("json-not-utf-8", start, "The file is not valid UTF-8.").stopping_token_games(),
        );
    };
    let routine: Routine<'_> = match serde_json::from_str(text) {
        Ok(routine) => routine,
        Err(error) => return Reading::refused(syntax(&error, Position { line: 1, column: 1 })),
    };
    let mut chain = Chain { text, builder: GraphBuilder::default(), diagnostics: Vec::new() };
    chain.routine(routine);
    let Chain { builder, diagnostics, .. } = chain;
    Reading { document: None, graph: builder.build(), diagnostics }
}

/// A JSON error; `from` is the place of the text that was parsed, when that was a part of the file.
fn syntax(error: &serde_json::Error, from: Position) -> Diagnostic {
    let line = u32::try_from(error.line()).unwrap_or(1).max(1);
    let column = u32::try_from(error.column()).unwrap_or(1).max(1);
    let position = if line == 1 {
        Position { line: from.line, column: from.column + column - 1 }
    } else {
        Position { line: from.line + line - 1, column }
    };
    let sentence = error.to_string();
    let reason = sentence.split(" at line ").next().unwrap_or_default();
    let rule = if error.is_data() { "json-content" } else { "json-syntax" };
    Diagnostic::error(rule, position, format!("The file cannot be read: {reason}.")).stopping_token_games()
}
