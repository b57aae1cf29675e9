//! Public conformance suites. Those that may be copied are in `suites`, with their licences; betsy is read from the folder
//! that `CONFORMANCE_DIR` names, or from `../shared/conformance` beside the checkout. Every case that uses only supported
//! elements has to pass; a case with others is counted and named, and contested ones are for information.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that panics has failed; the counts are its result"
)]

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use run_host::HostError;
use run_host::RoutineFile;
use run_host::scenario::{Scenario, ScenarioRunner};
use run_store::RunPersistence;
use step_execution::UnifiedSubroutineExecutor;

#[derive(Debug, Default)]
struct Count {
    passed: Vec<String>,
    failed: Vec<(String, String)>,
    unsupported: Vec<(String, String)>,
}

enum Outcome {
    Passed,
    Failed(String),
    Unsupported(String),
}

#[test]
fn every_case_of_the_token_simulation_passes() {
    check("token-simulation", &own());
}

#[test]
fn every_observation_of_cib_seven_holds() {
    check("cibseven", &own());
}

#[test]
#[cfg_attr(not(suites_at_hand), ignore = "set CONFORMANCE_DIR to the folder with the suite betsy")]
fn every_case_of_betsy_passes() {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/conformance");
    check("betsy", &env::var_os("CONFORMANCE_DIR").map_or_else(beside, PathBuf::from));
}

fn own() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/suites")
}

fn check(suite: &str, folder: &Path) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let count = runtime.block_on(play_all(&folder.join(suite)));
    report(suite, &count);
    let contested = runtime.block_on(play_all(&folder.join(suite).join("contested")));
    report(&format!("{suite}, contested"), &contested);
    assert!(!count.passed.is_empty(), "{suite} has cases in {}", folder.display());
    let failed: Vec<_> = count.failed.iter().map(|(case, why)| format!("{case}: {why}")).collect();
    assert!(failed.is_empty(), "{} cases of supported elements fail:\n{}", failed.len(), failed.join("\n"));
}

async fn play_all(folder: &Path) -> Count {
    let mut count = Count::default();
    let Ok(entries) = fs::read_dir(folder) else { return count };
    let mut cases: Vec<_> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.join("case.scenario.json").is_file()).collect();
    cases.sort();
    for case in cases {
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        match play(&case).await {
            Outcome::Passed => count.passed.push(name),
            Outcome::Failed(why) => count.failed.push((name, why)),
            Outcome::Unsupported(what) => count.unsupported.push((name, what)),
        }
    }
    count
}

async fn play(case: &Path) -> Outcome {
    let scenario = match Scenario::parse(&fs::read(case.join("case.scenario.json")).unwrap()) {
        Ok(scenario) => scenario,
        Err(error) => return Outcome::Failed(error.to_string()),
    };
    let routine = RoutineFile {
        path: scenario.routine.clone(),
        name: String::new(),
        bytes: fs::read(case.join(&scenario.routine)).unwrap(),
    };
    let runner = ScenarioRunner {
        store: RunPersistence::in_memory().unwrap(),
        executor: Arc::new(UnifiedSubroutineExecutor::default()),
        find_routine: Arc::new(|process| Err(format!("there is no routine {process}"))),
        run: None,
    };
    let report = match runner.play(&scenario, routine).await {
        Ok(report) => report,
        Err(error) => return Outcome::Failed(error.to_string()),
    };
    if let Some(HostError::Unusable(obstacles)) = &report.refusal
        && obstacles.iter().any(|obstacle| obstacle.code == "unsupported")
    {
        let elements = obstacles.iter().filter(|obstacle| obstacle.code == "unsupported").map(ToString::to_string);
        return Outcome::Unsupported(elements.collect::<Vec<_>>().join("; "));
    }
    let mismatches: Vec<_> = report.mismatches.iter().map(ToString::to_string).collect();
    if mismatches.is_empty() { Outcome::Passed } else { Outcome::Failed(mismatches.join(" | ")) }
}

fn report(title: &str, count: &Count) {
    let (passed, failed, unsupported) = (count.passed.len(), count.failed.len(), count.unsupported.len());
    println!("{title}: {passed} passed, {failed} failed, {unsupported} not supported yet");
    for (case, why) in &count.failed {
        println!("  failed: {case}: {why}");
    }
    let mut reasons = BTreeMap::<&str, Vec<&str>>::new();
    for (case, what) in &count.unsupported {
        reasons.entry(what).or_default().push(case);
    }
    for (what, cases) in reasons {
        println!("  not supported: {} ({what})", cases.join(", "));
    }
}
