//! Which navigator, by the format that a file declares; never by what an id or a name looks like.

use super::{BpmnNavigator, Navigator, SequentialNavigator};
use crate::diagnostic::Diagnostic;
use crate::graph::RoutineGraph;
use crate::position::Position;
use crate::reading::{Reading, read_bpmn};
use crate::sequential;

/// The formats of routines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A BPMN 2.0 diagram in XML.
    Bpmn,
    /// Steps one after the other, in JSON.
    Sequential,
}

/// Makes readings and navigators.
#[derive(Clone, Copy, Debug, Default)]
pub struct NavigatorFactory;

impl NavigatorFactory {
    /// The format that a file declares in itself: XML is BPMN, JSON says which format it is in.
    ///
    /// # Errors
    ///
    /// When it declares none that is known.
    pub fn declared_format(bytes: &[u8]) -> Result<Format, Diagnostic> {
        match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'{') => sequential::declares(bytes).map(|()| Format::Sequential),
            Some(b'[') => {
                let start = Position { line: 1, column: 1 };
                Err(Diagnostic::error("unknown-format", start, "The file is a JSON list, which is no routine.")
                    .stopping_token_games())
            }
            // Everything else is for the XML reader, which says best why something is no XML.
            Some(_) | None => Ok(Format::Bpmn),
        }
    }

    /// Reads a file in the format that it declares.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Reading {
        match Self::declared_format(bytes) {
            Ok(Format::Bpmn) => read_bpmn(bytes),
            Ok(Format::Sequential) => sequential::read(bytes),
            Err(finding) => Reading::refused(finding),
        }
    }

    /// The navigator of a format over a graph.
    #[must_use]
    pub fn navigator<'g>(format: Format, graph: &'g RoutineGraph) -> Box<dyn Navigator + 'g> {
        match format {
            Format::Bpmn => Box::new(BpmnNavigator::new(graph)),
            Format::Sequential => Box::new(SequentialNavigator::new(graph)),
        }
    }
}
