//! Opening a routine: bytes in; document, graph and diagnostics out.

use crate::bpmn;
use crate::checks;
use crate::diagnostic::{Diagnostic, Severity};
use crate::graph::{GraphBuilder, RoutineGraph};
use crate::position::Position;
use crate::xml::{Document, XmlError};

/// What was understood of a file. Opening a broken file succeeds; running it is refused.
#[derive(Debug)]
pub struct Reading {
    /// The document, byte for byte; none when it is not XML, or in another format.
    pub document: Option<Document>,
    /// The graph of all that could be understood; empty when nothing could.
    pub graph: RoutineGraph,
    /// What is wrong, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reading {
    /// The reading of a file of which nothing could be understood, for one reason.
    pub(crate) fn refused(reason: Diagnostic) -> Self {
        Self { document: None, graph: GraphBuilder::default().build(), diagnostics: vec![reason] }
    }

    /// Whether nothing of the file could be understood: it is in no known format, or breaks the rules of XML or JSON.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.document.is_none() && self.graph.processes().is_empty()
    }

    /// Whether a run may start in data mode, or in a token game.
    #[must_use]
    pub fn can_run(&self, token_game: bool) -> bool {
        !self
            .diagnostics
            .iter()
            .any(|finding| finding.severity == Severity::Error && (!token_game || finding.stops_token_game))
    }
}

/// Reads a routine in the format that the file declares.
#[must_use]
pub fn read_routine(bytes: &[u8]) -> Reading {
    crate::navigator::NavigatorFactory::read(bytes)
}

/// Reads a BPMN file.
#[must_use]
pub fn read_bpmn(bytes: &[u8]) -> Reading {
    match Document::parse(bytes) {
        Ok(document) => {
            let (graph, mut diagnostics) = bpmn::read(&document);
            diagnostics.extend(checks::check(&document));
            diagnostics.extend(document.unbound_names().map(undeclared));
            diagnostics.sort_by_key(|finding| finding.position);
            Reading { document: Some(document), graph, diagnostics }
        }
        Err(error) => Reading::refused(unreadable(&error)),
    }
}

fn undeclared((name, position): (&str, Position)) -> Diagnostic {
    let prefix = name.split(':').next().unwrap_or_default();
    Diagnostic::warning(
        "undeclared-prefix",
        position,
        format!("“{name}” has a prefix that no xmlns:{prefix} declares."),
    )
    .hint("It is kept as it is and not read.")
}

fn unreadable(error: &XmlError) -> Diagnostic {
    let position = error.position.unwrap_or(Position { line: 1, column: 1 });
    let finding = Diagnostic::error(error.kind.rule(), position, error.message.clone()).stopping_token_games();
    match &error.hint {
        Some(hint) => finding.hint(hint.clone()),
        None => finding,
    }
}
