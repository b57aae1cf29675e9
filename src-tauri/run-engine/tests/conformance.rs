//! The public conformance suites, played against the engine alone: what it executes, it executes as they say.
//!
//! They are looked for in `CONFORMANCE_DIR`, else in `../shared/conformance` beside the checkout.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a test that reports numbers")]
#![expect(clippy::disallowed_methods, reason = "the suites lie outside the checkout")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use support::scenario::{Verdict, play};

fn suites() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance");
    let root = std::env::var_os("CONFORMANCE_DIR").map_or_else(beside, PathBuf::from);
    root.is_dir().then_some(root)
}

/// Cases whose expectation we do not share, with the reason.
const OTHERWISE: [(&str, &str); 0] = [];

fn check(suite: &str) {
    let Some(root) = suites() else {
        println!("no conformance suites: set CONFORMANCE_DIR to their folder");
        return;
    };
    let (mut passed, mut failed, mut not_executed) = (0, Vec::new(), Vec::new());
    let mut cases: Vec<PathBuf> = fs::read_dir(root.join(suite)).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    for case in cases {
        let Some((name, bpmn, scenario)) = case_in(&case) else { continue };
        match play(&bpmn, &scenario) {
            Verdict::Passed => passed += 1,
            Verdict::Failed(_) if OTHERWISE.iter().any(|(other, _)| *other == name) => {}
            Verdict::Failed(reason) => failed.push(format!("{name}: {reason}")),
            Verdict::NotExecuted(reason) => not_executed.push(format!("{name}: {reason}")),
        }
    }
    println!("{suite}: {passed} passed, {} failed, {} not executed", failed.len(), not_executed.len());
    for line in &not_executed {
        println!("  not executed: {line}");
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

fn case_in(folder: &Path) -> Option<(String, String, Value)> {
    let bpmn = fs::read_to_string(folder.join("routine.bpmn")).ok()?;
    let scenario = fs::read_to_string(folder.join("case.scenario.json")).ok()?;
    let name = folder.file_name()?.to_string_lossy().into_owned();
    Some((name, bpmn, serde_json::from_str(&scenario).expect("a scenario is JSON")))
}

#[test]
fn token_simulation() {
    check("token-simulation");
}

#[test]
fn betsy() {
    check("betsy");
}

#[test]
fn cibseven() {
    check("cibseven");
}
