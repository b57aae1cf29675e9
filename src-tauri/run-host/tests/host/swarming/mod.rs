//! Runs that work for a swarm, from BPMN text over both journals to what stands on the blackboard.

mod choosing;
mod conversing;
mod coordinating;
mod damaged;
mod delaying;
mod forbidden;
mod living;
mod members;
mod nesting;
mod refusing;
mod replaying;
mod synchronising;

use std::path::Path;
use std::sync::Arc;

use run_host::{CreateSwarm, HostOptions, ListRoutines, RoutineFile, RunHost, SwarmHost, SwarmNotice};
use run_store::RunPersistence;
use serde_json::Value;
use step_execution::UnifiedSubroutineExecutor;
use swarm::{Author, NewSubtask, SwarmCommand, SwarmContext, SwarmId, SwarmSettings};

use crate::support::{routine, script};

/// A host that offers these routines, by name.
fn host_with(store: RunPersistence, routines: &[(&str, Vec<u8>)]) -> RunHost {
    let files: Vec<RoutineFile> = routines
        .iter()
        .map(|(name, bytes)| RoutineFile {
            path: format!("{name}.bpmn"),
            name: (*name).to_owned(),
            bytes: bytes.clone(),
        })
        .collect();
    let list_routines: ListRoutines = Arc::new(move || files.clone());
    let executor = Arc::new(UnifiedSubroutineExecutor::default());
    RunHost::open(store, executor, HostOptions { list_routines, ..HostOptions::default() })
}

fn in_memory(routines: &[(&str, Vec<u8>)]) -> RunHost {
    host_with(RunPersistence::in_memory().unwrap(), routines)
}

fn on_disk(path: &Path, routines: &[(&str, Vec<u8>)]) -> RunHost {
    host_with(RunPersistence::open(path).unwrap(), routines)
}

fn subtask(id: &str, routine: &str, depends_on: &[&str]) -> NewSubtask {
    NewSubtask {
        routine: Some(routine.to_owned()),
        depends_on: depends_on.iter().map(|id| (*id).into()).collect(),
        ..NewSubtask::new(id, &format!("Do {id}"))
    }
}

fn settings(subtasks: Vec<NewSubtask>) -> SwarmSettings {
    SwarmSettings { name: "Test".to_owned(), goal: "Get it done".to_owned(), subtasks, ..SwarmSettings::default() }
}

/// Creates and starts a swarm.
async fn started(swarms: &SwarmHost, settings: SwarmSettings) -> SwarmId {
    let id = swarms.create(CreateSwarm { swarm: None, settings }).await.unwrap();
    swarms.send(&id, SwarmCommand::StartSwarm { by: Author::Person }).await.unwrap();
    id
}

/// Waits until a swarm is as it is to be.
async fn until(swarms: &SwarmHost, id: &SwarmId, is_so: impl Fn(&SwarmContext) -> bool) -> SwarmContext {
    let within = std::time::Duration::from_secs(120);
    let found = tokio::time::timeout(within, async {
        loop {
            let (snapshot, mut watcher) = swarms.watch(id).await.unwrap();
            let mut context = snapshot.context;
            while !is_so(&context) {
                match watcher.next().await.unwrap() {
                    SwarmNotice::Update(update) => context = update.context.clone(),
                    SwarmNotice::WatchAgain => break,
                }
            }
            if is_so(&context) {
                return;
            }
        }
    });
    if found.await.is_err() {
        panic!("the swarm does not get there: {:#?}", swarms.snapshot(id).await);
    }
    swarms.read(id, SwarmContext::clone).await.unwrap()
}

/// A data store that stands for an entry; `name` is the variable that goes there or comes from there.
fn store(id: &str, name: &str, entry: &str) -> String {
    format!(
        r#"<dataStoreReference id="{id}" name="{name}"><extensionElements><routine:entry {entry}/></extensionElements></dataStoreReference>"#
    )
}

/// A script task that posts what it gives to a data store.
fn posting(id: &str, variable: &str, expression: &str, store: &str) -> String {
    let output = format!(
        r#"<dataOutputAssociation id="{id}-out"><targetRef>{store}</targetRef></dataOutputAssociation></scriptTask>"#
    );
    script(id, variable, expression).replace("</scriptTask>", &output)
}

/// A script task that reads a data store before it starts.
fn reading(id: &str, variable: &str, expression: &str, store: &str) -> String {
    let input = format!(
        r#"<dataInputAssociation id="{id}-in"><sourceRef>{store}</sourceRef></dataInputAssociation></scriptTask>"#
    );
    script(id, variable, expression).replace("</scriptTask>", &input)
}

/// Stores, and nodes in a row behind them.
fn with_stores(stores: &[String], nodes: &[String]) -> Vec<u8> {
    let mut content = stores.concat() + r#"<startEvent id="Start"/>"#;
    let mut before = "Start".to_owned();
    for node in nodes.iter().map(String::as_str).chain([r#"<endEvent id="End"/>"#]) {
        let id = node.split("id=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
        content += node;
        content += &format!(r#"<sequenceFlow id="{before}-{id}" sourceRef="{before}" targetRef="{id}"/>"#);
        before = id;
    }
    routine(&content)
}

fn value(context: &SwarmContext, key: &str) -> Option<Value> {
    context.board.get(key).and_then(|entry| entry.value.as_deref().cloned())
}
