//! Our own cases: a folder for each rule, with a routine, a scenario and the journal that must come of it.
//!
//! `UPDATE_GOLDEN=1 cargo test -p acceptance-tests --test golden` writes the journals anew; read the difference before
//! keeping it. Ids and times are the same every time.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that panics has failed")]

mod swarms;

use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use run_engine::RunId;
use run_host::RoutineFile;
use run_host::scenario::{Scenario, ScenarioRunner};
use run_store::RunPersistence;
use step_execution::{ExecutionResources, Outside, ScriptPlace, UnifiedSubroutineExecutor};

#[test]
fn every_rule_holds_and_leaves_the_journal_that_is_written() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/cases");
    let mut cases: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 30, "every rule has a case");
    let failed: Vec<String> = cases.iter().filter_map(|case| runtime.block_on(check(case)).err()).collect();
    assert!(failed.is_empty(), "{} of {} cases:\n{}", failed.len(), cases.len(), failed.join("\n"));
}

/// Plays a case; answers what its rule says and how that was broken.
async fn check(case: &Path) -> Result<(), String> {
    let name = case.file_name().unwrap().to_string_lossy().into_owned();
    let bytes = fs::read(case.join("routine.bpmn")).unwrap();
    let rule = rule_of(&String::from_utf8_lossy(&bytes));
    let broken = |how: String| format!("{name}: {rule}\n  {how}");
    let scenario =
        Scenario::parse(&fs::read(case.join("case.scenario.json")).unwrap()).map_err(|e| broken(e.to_string()))?;
    let store = RunPersistence::in_memory().unwrap();
    let run = RunId::from(name.as_str());
    let outside = Outside { find_decision: api::headless::decisions_in(case), ..Outside::default() };
    let resources = ExecutionResources { outside, ..ExecutionResources::default() };
    let runner = ScenarioRunner {
        store: store.clone(),
        executor: Arc::new(UnifiedSubroutineExecutor::new(ScriptPlace::default(), resources)),
        find_routine: Arc::new(|process| Err(format!("there is no routine {process}"))),
        run: Some(run.clone()),
    };
    let routine = RoutineFile { path: "routine.bpmn".to_owned(), name: String::new(), bytes };
    let report = runner.play(&scenario, routine).await.map_err(|error| broken(error.to_string()))?;
    if let Some(refusal) = report.refusal {
        return Err(broken(refusal.to_string()));
    }
    if !report.mismatches.is_empty() {
        return Err(broken(report.mismatches.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n  ")));
    }
    let mut journal = String::new();
    for entry in store.journal(&run, 1, None).unwrap() {
        writeln!(journal, "{}", serde_json::to_string(&entry).unwrap()).unwrap();
    }
    let golden = case.join("journal.ndjson");
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, &journal).unwrap();
    }
    let expected = fs::read_to_string(&golden).unwrap_or_default();
    compare(&journal, &expected).map_err(broken)
}

fn compare(journal: &str, expected: &str) -> Result<(), String> {
    if journal == expected {
        return Ok(());
    }
    let lines = journal.lines().zip(expected.lines());
    let same = lines.take_while(|(is, should)| is == should).count();
    let line = |text: &str| text.lines().nth(same).unwrap_or("nothing").to_owned();
    Err(format!("entry {}\n  is        {}\n  should be {}", same + 1, line(journal), line(expected)))
}

/// The rule in words: the documentation of the process.
fn rule_of(text: &str) -> String {
    let (_, rest) = text.split_once("<bpmn:documentation>").unwrap_or_default();
    rest.split("</").next().unwrap_or_default().to_owned()
}
