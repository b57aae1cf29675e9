//! Our own cases of swarms: a folder for each rule, with the swarm's file, its routines, what people do, and the journal that
//! must come of it. The rule in words is the swarm's goal.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

use run_engine::{Actor, RunCommand, StepOutcome, Timestamp, VariableMap};
use run_host::scenario::START_OF_TIME;
use run_host::{
    Clock, CreateSwarm, HostOptions, ListRoutines, RoutineFile, RunHost, RunQuery, SwarmHost, VirtualClock,
};
use run_store::RunPersistence;
use serde::Deserialize;
use serde_json::Value;
use step_execution::UnifiedSubroutineExecutor;
use swarm::{Author, EntryWrite, SwarmCommand, SwarmId, SwarmStateMachine};

/// What somebody does; everything has come to rest before.
#[derive(Deserialize)]
#[serde(tag = "op", rename_all = "camelCase")]
enum Step {
    Pause,
    Resume,
    Stop { message: String },
    Post { key: String, value: Value },
    Choose { subtask: String, routine: String },
    Finish { element: String },
}

#[test]
fn every_rule_of_swarms_holds_and_leaves_the_journal_that_is_written() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/swarms");
    let mut cases: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 6, "every rule has a case");
    let failed: Vec<String> = cases.iter().filter_map(|case| runtime.block_on(check(case)).err()).collect();
    assert!(failed.is_empty(), "{} of {} cases:\n{}", failed.len(), cases.len(), failed.join("\n"));
}

async fn check(case: &Path) -> Result<(), String> {
    let name = case.file_name().unwrap().to_string_lossy().into_owned();
    let settings = swarm::read_swarm(&fs::read_to_string(case.join("case.swarm.json")).unwrap()).unwrap();
    let broken = |how: String| format!("{name}: {}\n  {how}", settings.goal);
    let clock = VirtualClock::at(START_OF_TIME);
    let options =
        HostOptions { clock: Clock::Virtual(clock.clone()), list_routines: routines(case), ..HostOptions::default() };
    let store = RunPersistence::in_memory().unwrap();
    let host = RunHost::open(store.clone(), Arc::new(UnifiedSubroutineExecutor::default()), options);
    let (swarms, id) = (host.swarms(), SwarmId::from(name.as_str()));
    swarms.create(CreateSwarm { swarm: Some(id.clone()), settings: settings.clone() }).await.unwrap();
    swarms.send(&id, SwarmCommand::StartSwarm { by: Author::Person }).await.unwrap();
    settle(&host, &swarms, &id).await;
    let steps = fs::read(case.join("steps.json")).map(|text| serde_json::from_slice::<Vec<Step>>(&text).unwrap());
    for (step, second) in steps.unwrap_or_default().into_iter().zip(1..) {
        clock.move_to(Timestamp(START_OF_TIME.0 + second * 1_000));
        perform(&host, &swarms, &id, step).await;
        settle(&host, &swarms, &id).await;
    }
    let live = swarms.read(&id, swarm::SwarmContext::clone).await.unwrap();
    host.close().await.unwrap();

    let entries = store.swarm_journal(&id, 1, None).unwrap();
    let lines = entries.iter().map(|entry| serde_json::to_string(entry).unwrap() + "\n");
    let journal: String = lines.collect();
    let replayed = SwarmStateMachine::replay(entries).map_err(|error| broken(error.to_string()))?;
    if replayed.context() != Some(&live) {
        return Err(broken("replay is not as it was live".to_owned()));
    }
    let golden = case.join("journal.ndjson");
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, &journal).unwrap();
    }
    crate::compare(&journal, &fs::read_to_string(&golden).unwrap_or_default()).map_err(broken)
}

fn routines(case: &Path) -> ListRoutines {
    let mut paths: Vec<PathBuf> = fs::read_dir(case).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "bpmn"));
    paths.sort();
    let files: Vec<_> = paths.iter().map(|path| routine(path)).collect();
    Arc::new(move || files.clone())
}

fn routine(path: &Path) -> RoutineFile {
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    RoutineFile { path: format!("{name}.bpmn"), name, bytes: fs::read(path).unwrap() }
}

async fn perform(host: &RunHost, swarms: &SwarmHost, id: &SwarmId, step: Step) {
    let by = Author::Person;
    let command = match step {
        Step::Pause => SwarmCommand::PauseSwarm { by },
        Step::Resume => SwarmCommand::ResumeSwarm { by },
        Step::Stop { message } => SwarmCommand::StopSwarm { by, message: Some(message) },
        Step::Post { key, value } => SwarmCommand::Post { by, writes: vec![EntryWrite::set(&key, value)] },
        Step::Choose { subtask, routine } => {
            SwarmCommand::ChooseRoutine { by, subtask: subtask.as_str().into(), routine: Some(routine) }
        }
        Step::Finish { element } => return finish(host, &element).await,
    };
    swarms.send(id, command).await.unwrap();
}

/// A person finishes the step that waits there, whichever run it is of.
async fn finish(host: &RunHost, element: &str) {
    for row in host.list(RunQuery::default()).await.unwrap().runs {
        let progress = host.progress(&row.run).await.unwrap().progress;
        let waits = |step: &&run_engine::state::Step| step.element.as_str() == element && step.status.takes_answers();
        if let Some(step) = progress.steps.values().find(waits) {
            let outcome = StepOutcome::Succeeded { outputs: VariableMap::new() };
            let (step, attempt) = (step.id, step.attempt);
            let command = RunCommand::FinishStep { step, attempt, outcome, by: Actor::Person };
            return host.send(&row.run, command).await.unwrap();
        }
    }
    panic!("nobody waits at {element}");
}

/// Waits until neither the swarm nor any of its runs does anything more.
async fn settle(host: &RunHost, swarms: &SwarmHost, id: &SwarmId) {
    let mut before = None;
    loop {
        swarms.rest(id).await;
        let runs = host.list(RunQuery::default()).await.unwrap().runs;
        for row in &runs {
            host.rest(&row.run).await;
        }
        swarms.rest(id).await;
        let runs = host.list(RunQuery::default()).await.unwrap().runs;
        let now = (swarms.snapshot(id).await.unwrap().seq, runs.iter().map(|row| row.seq).sum::<u64>());
        if before.replace(now) == Some(now) {
            return;
        }
    }
}
