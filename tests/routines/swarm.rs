//! The shipped swarm works through its goal, from its file to the statistics with which it closes. People answer as people do.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use routine_model::{EntryOperation, read_bpmn};
use run_engine::{Actor, RunCommand, RunId, StepAnswer, StepOutcome, StepStatus, WaitReason};
use run_host::{CreateSwarm, HostOptions, ListRoutines, RoutineFile, RunHost, SwarmHost, SwarmNotice};
use run_store::RunPersistence;
use serde_json::{Value, json};
use step_execution::UnifiedSubroutineExecutor;
use swarm::{
    Author, SwarmCommand, SwarmContext, SwarmEvent, SwarmExport, SwarmId, SwarmSettings, SwarmStatus, read_swarm,
    write_swarm,
};

use super::{files_with_ending, folder, name};

fn shipped() -> SwarmSettings {
    read_swarm(&fs::read_to_string(folder().join("launch-a-product.swarm.json")).unwrap()).unwrap()
}

fn host() -> RunHost {
    let routine = |path: &std::path::PathBuf| {
        let bytes = fs::read(path).unwrap();
        let graph = read_bpmn(&bytes).graph;
        let process = graph.process_of(graph.processes().first().unwrap()).unwrap();
        let routine_name = process.process.as_ref().unwrap().name.clone().unwrap();
        RoutineFile { path: name(path), name: routine_name, bytes }
    };
    let files: Vec<RoutineFile> = files_with_ending(".bpmn").iter().map(routine).collect();
    let list_routines: ListRoutines = Arc::new(move || files.clone());
    let executor = Arc::new(UnifiedSubroutineExecutor::default());
    let options = HostOptions { list_routines, ..HostOptions::default() };
    RunHost::open(RunPersistence::in_memory().unwrap(), executor, options)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_shipped_swarm_reaches_its_goal() {
    let (host, settings) = (host(), shipped());
    let swarms = host.swarms();
    let id = swarms.create(CreateSwarm { swarm: None, settings: settings.clone() }).await.unwrap();
    swarms.send(&id, SwarmCommand::StartSwarm { by: Author::Person }).await.unwrap();
    let person = be_the_person(&host, &swarms, &id);
    let context = tokio::time::timeout(Duration::from_secs(120), person).await.unwrap();

    let entry = |key: &str| context.board.get(key).and_then(|entry| entry.value.as_deref().cloned()).unwrap();
    let plan = entry("launch/plan");
    assert_eq!((&plan["channel"], &plan["people"], &plan["euros"]), (&json!("mailing"), &json!(2321), &json!(464)));
    assert_eq!(plan["headline"], entry("texts/announcement")["headline"], "one text that everybody uses");
    assert_eq!(entry("texts/signed-off"), json!(true));
    let who: Vec<Value> =
        entry("decisions").as_array().unwrap().iter().map(|decision| decision["who"].clone()).collect();
    assert_eq!(who.len(), 3, "three runs have added a line each: {who:?}");
    assert!(context.resources.values().any(|resource| resource.name == "Launch plan"), "{:?}", context.resources);

    let statistics = &context.statistics;
    assert_eq!((statistics.runs, statistics.runs_completed, statistics.subtasks_done), (6, 6, 6), "one run a subtask");
    assert_eq!((statistics.runs_failed, statistics.writes_refused), (0, 0));
    assert!(statistics.spent.is_zero(), "the Demo model costs nothing");
    context.ledger.check().unwrap();
    for record in &context.records {
        assert!(record.subtask.is_some(), "what was done belongs to a subtask: {record:?}");
    }
    check_authors(&swarms, &id).await;

    let export = SwarmExport::of(&context);
    let again = read_swarm(&write_swarm(&export.settings)).unwrap();
    assert_eq!((again.subtasks, again.team), (settings.subtasks, settings.team), "it can begin anew from its export");
    host.close().await.unwrap();
}

/// Each entry was written by the member in whose lane the step stands.
async fn check_authors(swarms: &SwarmHost, id: &SwarmId) {
    let journal = swarms.journal(id, 1, None).await.unwrap();
    let author = |key: &str| {
        let written = journal.iter().find_map(|entry| match &entry.event {
            SwarmEvent::EntryWritten(written) if written.key == key => Some(written),
            _ => None,
        });
        written.unwrap().origin.who.to_string()
    };
    let keys = ["market/findings", "plan/budget", "texts/announcement", "texts/signed-off", "launch/plan"];
    assert_eq!(keys.map(author), ["mara", "mara", "theo", "ann", "mara"]);
    let appended = journal.iter().filter(|entry| match &entry.event {
        SwarmEvent::EntryWritten(written) => written.operation == EntryOperation::Append,
        _ => false,
    });
    assert_eq!(appended.count(), 3);
}

/// Answers whatever waits for a person, until the swarm is over.
async fn be_the_person(host: &RunHost, swarms: &SwarmHost, id: &SwarmId) -> SwarmContext {
    let (_, mut watcher) = swarms.watch(id).await.unwrap();
    loop {
        let context = swarms.read(id, SwarmContext::clone).await.unwrap();
        if context.status == SwarmStatus::Terminated {
            return context;
        }
        for (run, _) in context.runs_at_work() {
            host.rest(run).await;
            answer(host, run).await;
        }
        match watcher.next().await {
            Some(SwarmNotice::Update(_)) => {}
            Some(SwarmNotice::WatchAgain) | None => watcher = swarms.watch(id).await.unwrap().1,
        }
    }
}

async fn answer(host: &RunHost, run: &RunId) {
    // A run that is planned may not have begun yet.
    let Ok(snapshot) = host.progress(run).await else { return };
    for step in snapshot.progress.steps.values() {
        let by = Actor::Person;
        let command = match (step.element.as_str(), &step.status) {
            ("AgreeChannel", StepStatus::Waiting { on: WaitReason::Conversation }) => RunCommand::AnswerStep {
                step: step.id,
                answer: StepAnswer::Say { text: "Yes, the mailing.".to_owned() },
                by,
            },
            ("SignOff", StepStatus::Waiting { on }) if !matches!(on, WaitReason::Swarm { .. }) => {
                let outputs = serde_json::from_value(json!({ "approved": true, "remarks": "" })).unwrap();
                let outcome = StepOutcome::Succeeded { outputs };
                RunCommand::FinishStep { step: step.id, attempt: step.attempt, outcome, by }
            }
            _ => continue,
        };
        host.send(run, command).await.unwrap();
        host.rest(run).await;
    }
}
