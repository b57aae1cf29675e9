//! What the program says: results on stdout, everything else on stderr.

use std::io::{self, Write};
use std::path::PathBuf;

use api::StudioOptions;
use api::contract::{Diagnostic, HostKind, Severity};
use serde::Serialize;

use crate::exit::Failure;

/// Where the program says things, and in which form.
pub(crate) struct Terminal {
    json: bool,
    quiet: bool,
    out: io::BufWriter<io::Stdout>,
}

impl Terminal {
    pub(crate) fn new(json: bool, quiet: bool) -> Self {
        Self { json, quiet, out: io::BufWriter::new(io::stdout()) }
    }

    /// Options of a studio for this terminal.
    pub(crate) fn studio_options(&self, host: HostKind, database: Option<PathBuf>) -> StudioOptions {
        StudioOptions { database, ..StudioOptions::new(host) }
    }

    /// Programs read along.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// One result: an object for programs, a text for people. Nobody may be reading any more; that is no failure.
    pub(crate) fn print(&mut self, object: &impl Serialize, text: &str) {
        if self.json {
            self.print_json(object);
        } else if !self.quiet {
            self.print_text(text);
        }
    }

    /// One object on a line.
    pub(crate) fn print_json(&mut self, object: &impl Serialize) {
        if serde_json::to_writer(&mut self.out, object).is_ok() {
            let _ = self.out.write_all(b"\n");
        }
        let _ = self.out.flush();
    }

    /// Text for people.
    pub(crate) fn print_text(&mut self, text: &str) {
        let _ = writeln!(self.out, "{text}");
        let _ = self.out.flush();
    }

    /// Bytes as they are.
    pub(crate) fn print_bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.out.flush()
    }

    /// Something beside the results, for people.
    pub(crate) fn note(&self, text: &str) {
        if !self.quiet {
            let _ = writeln!(io::stderr(), "{text}");
        }
    }

    /// Why a command could not do its work.
    pub(crate) fn complain(&self, failure: &Failure) {
        let mut err = io::stderr().lock();
        if !failure.diagnostics.iter().any(|diagnostic| diagnostic.message == failure.message) {
            let _ = writeln!(err, "{}", failure.message);
        }
        for diagnostic in &failure.diagnostics {
            let _ = writeln!(err, "  {}", diagnostic_line(None, diagnostic));
        }
        if let Some(hint) = &failure.hint {
            let _ = writeln!(err, "{hint}");
        }
    }
}

/// A diagnostic on one line: `file:line:column: error [rule] element: message (hint)`.
pub(crate) fn diagnostic_line(file: Option<&str>, diagnostic: &Diagnostic) -> String {
    let mut line = String::new();
    for part in
        [file.map(str::to_owned), diagnostic.line.map(|n| n.to_string()), diagnostic.column.map(|n| n.to_string())]
            .into_iter()
            .flatten()
    {
        line.push_str(&part);
        line.push(':');
    }
    if !line.is_empty() {
        line.push(' ');
    }
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    };
    line.push_str(&format!("{severity} [{}] ", diagnostic.rule));
    if let Some(element) = &diagnostic.element {
        line.push_str(&format!("{element}: "));
    }
    line.push_str(&diagnostic.message);
    if let Some(hint) = &diagnostic.hint {
        line.push_str(&format!(" ({hint})"));
    }
    line
}
