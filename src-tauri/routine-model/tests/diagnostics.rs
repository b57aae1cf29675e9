//! Every rule, on diagrams that break it: `diagnostics/*.bpmn` beside what has to be said about them.
//!
//! `UPDATE_EXPECT=1` writes the expected side anew; the difference is to be read like any other change.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]

#[path = "support/expected.rs"]
mod expected;
#[path = "support/files.rs"]
mod files;

use std::fmt::Write as _;
use std::path::Path;

use routine_model::{Diagnostic, Severity, read_bpmn};

fn line(finding: &Diagnostic) -> String {
    let severity = match (finding.severity, finding.stops_token_game) {
        (Severity::Error, true) => "ERROR",
        (Severity::Error, false) => "error",
        (Severity::Warning, _) => "warning",
        (Severity::Info, _) => "info",
    };
    let element = finding.element.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
    let (line, column) = (finding.position.line, finding.position.column);
    let mut text = format!("{line}:{column} {severity} {} {element}: {}", finding.rule, finding.message);
    if let Some(hint) = &finding.hint {
        write!(text, " [{hint}]").unwrap();
    }
    text
}

#[test]
fn every_rule_is_told_with_place_element_and_advice() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let mut rules = std::collections::BTreeSet::new();
    for file in files::files_below(&folder, ".bpmn") {
        let reading = read_bpmn(&std::fs::read(&file).unwrap());
        rules.extend(reading.diagnostics.iter().map(|finding| finding.rule));
        let lines: Vec<String> = reading.diagnostics.iter().map(line).collect();
        expected::compare(&file.with_extension("txt"), &format!("{}\n", lines.join("\n")));
    }
    assert!(rules.len() > 70, "only {} rules are covered", rules.len());
}
