//! The public suites: what must be refused is, what is valid is not.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

#[path = "support/conformance.rs"]
mod conformance;
#[path = "support/files.rs"]
mod files;

use std::path::Path;

use routine_model::{Diagnostic, Severity, read_bpmn};

fn errors(file: &Path, token_game: bool) -> Vec<Diagnostic> {
    let reading = read_bpmn(&std::fs::read(file).unwrap());
    let counts =
        |finding: &Diagnostic| finding.severity == Severity::Error && (!token_game || finding.stops_token_game);
    reading.diagnostics.into_iter().filter(counts).collect()
}

fn describe(file: &Path, errors: &[Diagnostic]) -> String {
    let lines: Vec<String> = errors
        .iter()
        .map(|error| format!("    {}:{} {}: {}", error.position.line, error.position.column, error.rule, error.message))
        .collect();
    format!("{}\n{}", file.display(), lines.join("\n"))
}

/// No file of a suite has an error.
fn valid(suite: &str, token_game: bool) {
    let Some(folder) = conformance::conformance_dir() else { return };
    let files = files::files_below(&folder.join(suite), ".bpmn");
    assert!(!files.is_empty(), "no files in {suite}");
    let wrong: Vec<String> = files
        .iter()
        .map(|file| (file, errors(file, token_game)))
        .filter(|(_, errors)| !errors.is_empty())
        .map(|(file, errors)| describe(file, &errors))
        .collect();
    assert!(wrong.is_empty(), "{} of {} valid files are refused:\n{}", wrong.len(), files.len(), wrong.join("\n"));
}

#[test]
fn betsy_is_valid() {
    valid("betsy", false);
}

#[test]
fn token_simulation_is_valid_as_a_token_game() {
    valid("token-simulation", true);
}

#[test]
fn cibseven_is_valid() {
    valid("cibseven", false);
}

#[test]
fn detector_is_valid() {
    valid("detector", false);
}

#[test]
fn betsy_invalid_is_refused() {
    let Some(folder) = conformance::conformance_dir() else { return };
    let contested = folder.join("betsy-invalid/contested");
    let files: Vec<_> = files::files_below(&folder.join("betsy-invalid"), ".bpmn")
        .into_iter()
        .filter(|file| !file.starts_with(&contested))
        .collect();
    let accepted: Vec<String> =
        files.iter().filter(|file| errors(file, false).is_empty()).map(|file| file.display().to_string()).collect();
    if std::env::var_os("SHOW_DIAGNOSTICS").is_some() {
        for file in &files {
            std::io::Write::write_all(&mut std::io::stderr(), describe(file, &errors(file, false)).as_bytes()).unwrap();
            std::io::Write::write_all(&mut std::io::stderr(), b"\n").unwrap();
        }
    }
    assert!(
        accepted.is_empty(),
        "{} of {} invalid files are accepted:\n{}",
        accepted.len(),
        files.len(),
        accepted.join("\n")
    );
}

#[test]
fn every_model_of_every_tool_opens() {
    let Some(folder) = conformance::conformance_dir() else { return };
    let files = files::files_below(&folder.join("miwg"), ".bpmn");
    assert!(!files.is_empty());
    for file in files {
        let reading = read_bpmn(&std::fs::read(&file).unwrap());
        assert!(reading.document.is_some(), "{}", file.display());
        assert!(reading.graph.nodes().next().is_some(), "{} gave no flow node", file.display());
    }
}
