//! `routine check`: everything that is wrong with routines.

use std::path::{Path, PathBuf};

use api::contract::{ApiError, Diagnostic, Severity};
use api::headless::check_file;
use serde::Serialize;

use crate::exit::{Exit, Failure};
use crate::terminal::{Terminal, diagnostic_line};

/// Everything that is wrong with routines.
#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// The routines.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// A diagnostic as a line of JSON.
#[derive(Serialize)]
struct Line<'a> {
    /// Which file, when several are checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(flatten)]
    diagnostic: &'a Diagnostic,
}

impl Check {
    /// Checks all files; the worst decides how the program ends.
    pub(crate) fn run(self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let mut exit = Exit::Done;
        let several = self.files.len() > 1;
        for path in &self.files {
            let (diagnostics, outcome) = match check_file(path) {
                Ok(checked) if !checked.is_xml => (checked.diagnostics, Exit::Unusable),
                Ok(checked) if checked.has_errors() => (checked.diagnostics, Exit::Failed),
                Ok(checked) => (checked.diagnostics, Exit::Done),
                Err(error) => (vec![unreadable(&error)], Exit::Unusable),
            };
            say(terminal, path, several, &diagnostics);
            if exit != Exit::Unusable && outcome != Exit::Done {
                exit = outcome;
            }
        }
        Ok(exit)
    }
}

fn say(terminal: &mut Terminal, path: &Path, several: bool, diagnostics: &[Diagnostic]) {
    let name = path.to_string_lossy();
    for diagnostic in diagnostics {
        let line = Line { file: several.then_some(name.as_ref()), diagnostic };
        terminal.print(&line, &diagnostic_line(Some(&name), diagnostic));
    }
    let count = |severity| diagnostics.iter().filter(|found| found.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    terminal.note(&format!("{name}: {errors} errors, {warnings} warnings"));
}

fn unreadable(error: &ApiError) -> Diagnostic {
    Diagnostic {
        severity: Severity::Error,
        rule: "file-unreadable".to_owned(),
        element: None,
        line: None,
        column: None,
        message: error.message.clone(),
        hint: error.hint.clone(),
    }
}
