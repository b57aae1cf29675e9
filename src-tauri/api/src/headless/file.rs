//! One file, from the disk.

use std::path::Path;

use routine_model::read_bpmn;
use routine_model::xml;

use crate::contract::{ApiError, Diagnostic, Severity};
use crate::library::read_routine;
use crate::reading::read;

/// What checking a file gave.
#[derive(Debug)]
pub struct CheckedFile {
    /// Everything that is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    /// It is XML, so that there is something to mend.
    pub is_xml: bool,
}

impl CheckedFile {
    /// Whether a problem stops a run.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|problem| problem.severity == Severity::Error)
    }
}

/// Checks a file.
///
/// # Errors
/// When it is missing, a folder, too large or cannot be read.
pub fn check_file(path: &Path) -> Result<CheckedFile, ApiError> {
    let reading = read(&read_routine(path)?.bytes);
    Ok(match reading.if_xml() {
        Ok(reading) => {
            let stuck = reading.soundness_diagnostics();
            let mut diagnostics = reading.with_load_report().diagnostics;
            diagnostics.extend(stuck);
            CheckedFile { diagnostics, is_xml: true }
        }
        Err(error) => CheckedFile { diagnostics: error.diagnostics, is_xml: false },
    })
}

/// Opens a file and writes it again, as saving an unchanged routine does.
///
/// # Errors
/// When it cannot be read or is no XML.
pub fn roundtrip_file(path: &Path) -> Result<Vec<u8>, ApiError> {
    let bytes = read_routine(path)?.bytes;
    match read_bpmn(&bytes).document {
        Some(document) => Ok(xml::write(&document)),
        None => read(&bytes).if_xml().map(|reading| reading.text.into_bytes()),
    }
}
