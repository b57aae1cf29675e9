//! Reading a routine's text, in the words of screens.

use routine_model::xml::{Document, Vocabulary, XmlError, XmlErrorKind};

use crate::contract::{ApiError, Diagnostic, ErrorCode, ProcessView, Severity};

/// A text that could be read, however broken the routine in it is.
pub(crate) struct Reading {
    /// The text, in UTF-8.
    pub(crate) text: String,
    /// Everything that is wrong with it.
    pub(crate) diagnostics: Vec<Diagnostic>,
    document: Document,
}

/// Reads a routine's text.
///
/// # Errors
/// When it is no XML, or more than the program accepts.
pub(crate) fn read(bytes: &[u8]) -> Result<Reading, ApiError> {
    let document = Document::parse(bytes).map_err(|error| unreadable(&error))?;
    Ok(Reading { text: document.text().to_owned(), diagnostics: Vec::new(), document })
}

fn unreadable(error: &XmlError) -> ApiError {
    let code = if error.kind == XmlErrorKind::TooLarge { ErrorCode::TooLarge } else { ErrorCode::InvalidDiagram };
    let diagnostic = Diagnostic {
        severity: Severity::Error,
        rule: error.kind.rule().to_owned(),
        element: None,
        line: error.position.map(|place| place.line),
        column: error.position.map(|place| place.column),
        message: error.message.clone(),
        hint: error.hint.clone(),
    };
    ApiError::new(code, error.message.clone()).with_diagnostics(vec![diagnostic])
}

impl Reading {
    /// The routine's name: that of the first process that has one.
    pub(crate) fn name(&self) -> Option<String> {
        let root = self.document.root();
        root.children()
            .filter(|child| child.is(Vocabulary::Bpmn, "process"))
            .find_map(|process| process.value("name").map(std::borrow::Cow::into_owned))
    }

    /// What the routine does: the documentation of the first process.
    pub(crate) fn summary(&self) -> Option<String> {
        let process = self.document.root().child(Vocabulary::Bpmn, "process")?;
        Some(process.child(Vocabulary::Bpmn, "documentation")?.text().trim().to_owned())
    }

    /// What runs can be started from.
    pub(crate) fn processes(&self) -> Vec<ProcessView> {
        Vec::new()
    }

    /// Number of flow nodes.
    pub(crate) fn flow_nodes(&self) -> u32 {
        0
    }
}
