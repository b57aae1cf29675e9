//! Whatever a file holds, its reader says what is wrong with it and does not fall over: files that are good, damaged by chance.
//! `MUTATIONS` sets how many of each kind, `MUTATION_SEED` which ones. A text that makes a reader panic is left in a file
//! that the failure names; it belongs into the reader's own tests then.
#![expect(clippy::unwrap_used, reason = "a test that panics has failed")]
#![expect(clippy::print_stdout, reason = "the seed and the counts belong to what is shown")]

mod mutation;

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use routine_model::expression::Expression;
use routine_model::{Severity, read_routine};
use run_host::scenario::Scenario;
use run_host::{ExportFormat, HostOptions, Redaction, RunHost, StartRequest};
use run_store::RunPersistence;
use serde_json::Value;
use step_execution::UnifiedSubroutineExecutor;

use mutation::Mutator;

/// Gives a reader so many damaged texts, and answers how many of them it took all the same.
fn damage(what: &str, good: &[Vec<u8>], rule: usize, mut takes: impl FnMut(&[u8]) -> bool) -> usize {
    let wanted = std::env::var("MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(rule);
    assert!(!good.is_empty() && good.iter().all(|text| takes(text)), "{what}: undamaged, they can be read");
    let mut mutator = Mutator::new();
    let mut taken = 0;
    for number in 0..wanted {
        let text = mutator.damaged(good);
        match catch_unwind(AssertUnwindSafe(|| takes(&text))) {
            Ok(is_taken) => taken += usize::from(is_taken),
            Err(_) => {
                let file = std::env::temp_dir().join(format!("{what}-{number}.damaged"));
                fs::write(&file, &text).unwrap();
                panic!("the reader of {what} falls over damaged text {number}, which is in {}", file.display());
            }
        }
    }
    println!("{what}: {wanted} damaged, {taken} of them read all the same");
    taken
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../routines")
}

/// The sample routines' files with such an ending.
fn files(ending: &str) -> Vec<Vec<u8>> {
    let mut paths: Vec<_> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(ending));
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

#[test]
fn no_damaged_routine_makes_its_reader_fall_over() {
    damage("routine", &files(".bpmn"), 300, |text| {
        let reading = read_routine(text);
        assert!(reading.diagnostics.iter().all(|finding| !finding.message.is_empty()), "every finding says something");
        !reading.diagnostics.iter().any(|finding| finding.severity == Severity::Error)
    });
}

#[test]
fn no_damaged_expression_makes_its_reader_or_the_evaluator_fall_over() {
    let good = [
        "=if a > 3 then \"much\" else \"little\"",
        "=for i in 1..5 return i * i",
        "=some x in [1, 2, 3] satisfies x > 2",
        "=date and time(\"2026-01-31T10:00:00Z\") + duration(\"P1M\")",
        "={ a: 1, b: [1, 2, { c: \"d\" }] }.b[item > 1]",
        "=string length(\"abc\") + count([1, 2]) - sum(1, 2, 3)",
        "=function(x, y) x + y",
        "=matches(\"abc\", \"^a.*c$\") and not(contains(\"x\", \"y\"))",
    ];
    let good: Vec<Vec<u8>> = good.iter().map(|text| text.as_bytes().to_vec()).collect();
    let variables = BTreeMap::from([("a".to_owned(), Value::from(5))]);
    damage("expression", &good, 3_000, |text| {
        let text = String::from_utf8_lossy(text);
        let Ok(expression) = Expression::parse(&text) else { return false };
        // An error is an answer, too.
        let _ = expression.evaluate(&variables);
        true
    });
}

#[test]
fn no_damaged_scenario_makes_its_reader_fall_over() {
    damage("scenario", &files(".scenario.json"), 1_000, |text| Scenario::parse(text).is_ok());
}

#[test]
fn no_damaged_swarm_makes_its_reader_fall_over() {
    damage("swarm", &files(".swarm.json"), 1_000, |text| {
        std::str::from_utf8(text).is_ok_and(|text| swarm::read_swarm(text).is_ok())
    });
}

#[test]
fn no_damaged_run_makes_its_reader_fall_over_and_half_of_one_is_never_taken_in() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let good = runtime.block_on(exported());
    damage("run", &[good], 200, |text| {
        runtime.block_on(async {
            let host = host();
            let taken = host.import(Box::new(Cursor::new(text.to_vec()))).await;
            let stored = host.list(run_store::RunQuery::default()).await.unwrap().runs;
            match taken {
                Ok(run) => {
                    host.progress(&run).await.unwrap();
                    true
                }
                Err(error) => {
                    assert!(stored.is_empty(), "refused with {error}, and yet stored");
                    false
                }
            }
        })
    });
}

fn host() -> RunHost {
    let executor = Arc::new(UnifiedSubroutineExecutor::default());
    RunHost::open(RunPersistence::in_memory().unwrap(), executor, HostOptions::default())
}

/// A run file as the program writes it.
async fn exported() -> Vec<u8> {
    let (host, path) = (host(), "expense-report.bpmn");
    let bytes = fs::read(folder().join(path)).unwrap();
    let run = host.start(StartRequest::of(path, bytes)).await.unwrap();
    host.rest(&run).await;
    let file = tempfile::NamedTempFile::new().unwrap();
    let to = Box::new(file.reopen().unwrap());
    host.export(&run, ExportFormat::Run, Redaction::default(), to).await.unwrap();
    fs::read(file.path()).unwrap()
}
