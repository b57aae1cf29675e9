//! A run whose program is killed again and again comes to the same end as one that nobody disturbs, and no finished step
//! is done a second time. The program that is killed is this test itself, started once more.
#![expect(clippy::unwrap_used, clippy::print_stdout, clippy::panic, reason = "a test that panics has failed")]

mod generator;
mod kill;
mod outside;
mod random;
mod routines;
mod server;
mod swarm;
mod swarm_laws;
mod swarm_moves;
mod swarm_windows;

use std::collections::BTreeMap;
use std::path::Path;

use run_engine::{JournalEntry, RunEvent, RunId, RunStatus, StepId};
use run_host::RunResult;
use run_store::RunPersistence;

/// Says with which number chance begins.
const SEED: &str = "DURABILITY_SEED";

/// Where the killed program works; set only for it.
const FOLDER: &str = "DURABILITY_FOLDER";

#[test]
fn scripts_that_are_killed_come_to_the_same_end() {
    check(&routines::scripts(600), 12);
}

#[test]
fn steps_outside_that_are_killed_come_to_the_same_end_and_none_is_repeated() {
    check(&routines::steps_outside(120), 12);
}

#[test]
fn messages_between_runs_that_are_killed_arrive_once_each() {
    const MESSAGES: u32 = 150;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(routines::FILE), routines::throwing(MESSAGES)).unwrap();
    std::fs::write(folder.path().join(routines::OTHER), routines::taking(MESSAGES)).unwrap();
    kill::until_it_ends(folder.path(), 12);

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut taken: Vec<u64> = runtime.block_on(async {
        let host = kill::host(folder.path());
        let runs = host.list(run_host::RunQuery::default()).await.unwrap().runs;
        assert_eq!(runs.len(), 2, "each routine was started once");
        assert!(runs.iter().all(|row| row.status == RunStatus::Completed), "both come to their end: {runs:?}");
        let taker = runs.iter().find(|row| row.routine.path == routines::OTHER).unwrap();
        let journal = host.journal(&taker.run, 1, None).await.unwrap();
        journal
            .iter()
            .filter_map(|entry| match &entry.event {
                RunEvent::EventTriggered(event) => event.variables["number"].as_u64(),
                _ => None,
            })
            .collect()
    });
    taken.sort_unstable();
    assert_eq!(taken, (1..=u64::from(MESSAGES)).collect::<Vec<_>>(), "no message is lost, and none comes twice");
}

/// Not a test of its own: the program that is killed. Without a folder it has nothing to do.
#[test]
fn child() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        kill::child(Path::new(&folder));
    }
}

fn check(routine: &[u8], kills: u32) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(routines::FILE), routine).unwrap();
    let killed = kill::until_it_ends(folder.path(), kills);
    let (disturbed, journal) = read(folder.path());

    let quiet = tempfile::tempdir().unwrap();
    std::fs::write(quiet.path().join(routines::FILE), routine).unwrap();
    assert_eq!(kill::until_it_ends(quiet.path(), 0).len(), 0);
    let (undisturbed, _) = read(quiet.path());

    assert_eq!(sorted(&disturbed), sorted(&undisturbed), "the kills must not be seen in the result");
    check_steps(&journal, &outside::done(folder.path()), &killed);
}

/// The only run that is stored, with its journal.
fn read(folder: &Path) -> (RunResult, Vec<JournalEntry>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let host = kill::host(folder);
        let runs = host.list(run_host::RunQuery::default()).await.unwrap().runs;
        let [row] = runs.as_slice() else { panic!("one run was started: {runs:?}") };
        let journal = host.journal(&row.run, 1, None).await.unwrap();
        (host.result(&row.run).await.unwrap(), journal)
    })
}

/// What must be the same whatever happened on the way.
fn sorted(result: &RunResult) -> RunResult {
    let mut result = RunResult { run: RunId::from("any"), ..result.clone() };
    result.completed.sort();
    result.flows_taken.sort();
    result.interrupted.sort();
    result
}

/// Every step has completed once. It was done outside once an attempt at most, and never again after a kill found it
/// completed in the journal.
fn check_steps(journal: &[JournalEntry], done: &[outside::Done], killed: &[kill::Killed]) {
    let (mut completed, mut attempts) = (BTreeMap::<StepId, u32>::new(), BTreeMap::<StepId, u32>::new());
    for entry in journal {
        match &entry.event {
            RunEvent::StepStarted(started) => *attempts.entry(started.step).or_default() += 1,
            RunEvent::StepRetried(retried) => *attempts.entry(retried.step).or_default() += 1,
            RunEvent::StepCompleted(step) => *completed.entry(step.step).or_default() += 1,
            _ => {}
        }
    }
    assert!(completed.values().all(|times| *times == 1), "no step completes twice: {completed:?}");
    let mut times = BTreeMap::<StepId, u32>::new();
    done.iter().for_each(|done| *times.entry(done.step).or_default() += 1);
    for (step, times) in &times {
        assert!(*times <= attempts[step], "step {step} was done {times} times in {} attempts", attempts[step]);
    }
    for kill in killed {
        let late: Vec<_> = done[kill.done..].iter().filter(|done| kill.completed.contains(&done.step)).collect();
        assert!(late.is_empty(), "finished before the kill, and done again after it: {late:?}");
    }
}

/// Steps that are completed according to what is stored right now.
fn completed(folder: &Path) -> Vec<StepId> {
    let store = RunPersistence::open(&folder.join(kill::DATABASE)).unwrap();
    let runs = store.runs(run_host::RunQuery::default()).unwrap().runs;
    let journals = runs.iter().flat_map(|row| store.journal(&row.run, 1, None).unwrap());
    let steps = journals.filter_map(|entry| match entry.event {
        RunEvent::StepCompleted(step) => Some(step.step),
        _ => None,
    });
    steps.collect()
}
