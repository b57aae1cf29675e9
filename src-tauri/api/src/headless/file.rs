//! One file, from the disk.

use std::path::Path;

use routine_model::{RoutineGraph, read_bpmn, xml};

use crate::contract::{ApiError, Diagnostic, Severity};
use crate::decisions::decisions_in;
use crate::library::read_routine;
use crate::reading::read;
use crate::studio::sentence;

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
            let missing = missing_decisions(path, &reading.graph);
            let mut diagnostics = reading.with_load_report().diagnostics;
            diagnostics.extend(stuck);
            diagnostics.extend(missing);
            CheckedFile { diagnostics, is_xml: true }
        }
        Err(error) => CheckedFile { diagnostics: error.diagnostics, is_xml: false },
    })
}

/// What the DMN files beside a routine lack, with the place that asks for it.
fn missing_decisions(path: &Path, graph: &RoutineGraph) -> Vec<Diagnostic> {
    let find = decisions_in(path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")));
    let missing = step_execution::missing_decisions(graph, &find).into_iter().map(|missing| {
        let place = graph.node(&missing.element).map(|node| node.position).filter(|place| place.line > 0);
        Diagnostic {
            severity: Severity::Error,
            rule: "missing-decision".to_owned(),
            element: Some(missing.element.to_string()),
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
            message: sentence(&missing.reason),
            hint: Some("Put the DMN file that has it beside the routine, or name another decision.".to_owned()),
        }
    });
    missing.collect()
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
