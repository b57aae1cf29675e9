//! Messages, signals and the clock find their runs, in memory or not.

use std::path::Path;

use run_engine::{RunEvent, RunId, VariableMap};
use run_host::{OutsideMessage, Publication, ResultStatus, RunHost, RunNotice};
use run_store::RunPersistence;
use serde_json::json;

use crate::support::{file, finish_with, host, host_on, names, request, run, sequence, waiting_step};

const TICK: &str = r#"<message id="M" name="tick"><extensionElements><zeebe:subscription correlationKey="=key"/></extensionElements></message>"#;
const STOP: &str = r#"<signal id="S" name="stop"/>"#;

/// A file whose process begins with a plain start and goes over one node to its end.
fn one(node: &str) -> Vec<u8> {
    let id = node.split("id=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    file(&format!(
        r#"{TICK}{STOP}<process id="P" isExecutable="true"><startEvent id="Start"/>{node}<endEvent id="End"/>
        <sequenceFlow id="F1" sourceRef="Start" targetRef="{id}"/><sequenceFlow id="F2" sourceRef="{id}" targetRef="End"/></process>"#
    ))
}

fn throws(definition: &str) -> Vec<u8> {
    one(&format!(
        r#"<intermediateThrowEvent id="Throw"><extensionElements><zeebe:ioMapping><zeebe:input source="=7" target="n"/></zeebe:ioMapping></extensionElements>{definition}</intermediateThrowEvent>"#
    ))
}

fn catches(definition: &str) -> Vec<u8> {
    one(&format!(r#"<intermediateCatchEvent id="Catch">{definition}</intermediateCatchEvent>"#))
}

const MESSAGE: &str = r#"<messageEventDefinition messageRef="M"/>"#;
const SIGNAL: &str = r#"<signalEventDefinition signalRef="S"/>"#;

fn open(folder: &Path) -> RunHost {
    host_on(RunPersistence::open(&folder.join("runs.db")).unwrap())
}

fn with_key(bytes: Vec<u8>, key: &str) -> run_host::StartRequest {
    crate::support::with_inputs(request(bytes), json!({ "key": key }))
}

fn tick(key: &str) -> OutsideMessage {
    let variables = VariableMap::from([("n".to_owned(), json!(1))]);
    let correlation_key = Some(key.to_owned());
    OutsideMessage { name: "tick".to_owned(), correlation_key, variables, ..OutsideMessage::default() }
}

/// Waits until a run has ended, whoever moves it.
async fn ended(host: &RunHost, run: &RunId) -> ResultStatus {
    let (snapshot, mut watcher) = host.watch(run).await.unwrap();
    let mut status = snapshot.progress.status;
    while !status.is_final() {
        status = match watcher.next().await {
            Some(RunNotice::Update(update)) => update.progress.status,
            Some(RunNotice::Heard(_) | RunNotice::Delayed(_) | RunNotice::WatchAgain) | None => {
                let (snapshot, again) = host.watch(run).await.unwrap();
                watcher = again;
                snapshot.progress.status
            }
        };
    }
    host.result(run).await.unwrap().status
}

#[tokio::test]
async fn a_message_that_nobody_takes_is_kept_for_the_first_run_that_listens_across_restarts() {
    let folder = tempfile::tempdir().unwrap();
    let first = open(folder.path());
    let (_, sent) = run(&first, with_key(throws(MESSAGE), "42")).await;
    assert_eq!(sent.status, ResultStatus::Completed);
    first.close().await.unwrap();
    drop(first);

    let host = open(folder.path());
    let (_, other) = run(&host, with_key(catches(MESSAGE), "43")).await;
    assert_eq!(other.status, ResultStatus::Waiting, "the key does not fit");
    let (_, taken) = run(&host, with_key(catches(MESSAGE), "42")).await;
    assert_eq!(taken.status, ResultStatus::Completed);
    assert_eq!(taken.variables["n"], json!(7), "what the thrower's mappings give comes with it");
    let (_, late) = run(&host, with_key(catches(MESSAGE), "42")).await;
    assert_eq!(late.status, ResultStatus::Waiting, "one run takes it, and no other");
}

#[tokio::test]
async fn a_run_that_is_not_in_memory_is_woken_by_a_message() {
    let folder = tempfile::tempdir().unwrap();
    let first = open(folder.path());
    let (waiting, _) = run(&first, with_key(catches(MESSAGE), "42")).await;
    first.close().await.unwrap();
    drop(first);

    let host = open(folder.path());
    host.watch_over_runs().await;
    run(&host, with_key(throws(MESSAGE), "42")).await;
    assert_eq!(ended(&host, &waiting).await, ResultStatus::Completed);
}

#[tokio::test]
async fn a_host_that_watches_over_nothing_leaves_other_runs_asleep() {
    let folder = tempfile::tempdir().unwrap();
    let first = open(folder.path());
    let (waiting, _) = run(&first, with_key(catches(MESSAGE), "42")).await;
    first.close().await.unwrap();
    drop(first);

    let host = open(folder.path());
    run(&host, with_key(throws(MESSAGE), "42")).await;
    assert!(!host.is_live(&waiting));
    host.resume(&waiting).await.unwrap();
    assert_eq!(host.publish_message(tick("1")).await.unwrap(), Publication::Dropped);
    host.close().await.unwrap();
    drop(host);

    let host = open(folder.path());
    host.watch_over_runs().await;
    assert_eq!(ended(&host, &waiting).await, ResultStatus::Completed, "the message was kept for it");
}

#[tokio::test]
async fn a_signal_reaches_every_run_that_listens_in_memory_or_not_and_nobody_who_comes_later() {
    let folder = tempfile::tempdir().unwrap();
    let first = open(folder.path());
    let (asleep, _) = run(&first, request(catches(SIGNAL))).await;
    first.close().await.unwrap();
    drop(first);

    let host = open(folder.path());
    host.watch_over_runs().await;
    let (awake, _) = run(&host, request(catches(SIGNAL))).await;
    run(&host, request(throws(SIGNAL))).await;
    assert_eq!(ended(&host, &asleep).await, ResultStatus::Completed);
    assert_eq!(ended(&host, &awake).await, ResultStatus::Completed);
    let (_, late) = run(&host, request(catches(SIGNAL))).await;
    assert_eq!(late.status, ResultStatus::Waiting);
}

#[tokio::test]
async fn a_timer_that_came_due_while_the_program_was_closed_fires_late_and_once() {
    let folder = tempfile::tempdir().unwrap();
    let first = open(folder.path());
    let timer = r#"<timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT0.05S</timeDuration></timerEventDefinition>"#;
    let wait = format!(r#"<intermediateCatchEvent id="Catch">{timer}</intermediateCatchEvent>"#);
    let task = r#"<userTask id="Before"/>"#;
    let (waiting, _) = run(&first, request(sequence(&[task, &wait]))).await;
    let step = waiting_step(&first, &waiting, "Before").await;
    finish_with(&first, &waiting, step, "{}").await;
    first.close().await.unwrap();
    drop(first);

    let host = open(folder.path());
    host.watch_over_runs().await;
    assert_eq!(ended(&host, &waiting).await, ResultStatus::Completed);
    let journal = host.journal(&waiting, 1, None).await.unwrap();
    let fired = journal.iter().filter(|entry| matches!(entry.event, RunEvent::EventTriggered(_))).count();
    assert_eq!(fired, 1);
}

#[tokio::test]
async fn a_run_of_a_process_that_begins_with_a_message_waits_for_it() {
    let host = host();
    let bytes = file(&format!(
        r#"{TICK}<process id="P" isExecutable="true"><startEvent id="Start">{MESSAGE}</startEvent><endEvent id="End"/>
        <sequenceFlow id="F" sourceRef="Start" targetRef="End"/></process>"#
    ));
    let (armed, before) = run(&host, with_key(bytes, "42")).await;
    assert_eq!(before.status, ResultStatus::Waiting);
    run(&host, with_key(throws(MESSAGE), "42")).await;
    host.rest(&armed).await;
    let result = host.result(&armed).await.unwrap();
    assert_eq!(result.status, ResultStatus::Completed);
    assert_eq!(names(&result.completed), ["Start", "End", "P"]);
    assert_eq!(result.variables["n"], json!(7));
}

#[tokio::test]
async fn a_message_of_the_same_id_counts_once_even_after_it_was_taken() {
    let host = host();
    let (waiting, _) = run(&host, with_key(catches(MESSAGE), "42")).await;
    let message = || OutsideMessage { id: Some("order-1".to_owned()), time_to_live_ms: 60_000, ..tick("42") };
    assert_eq!(host.publish_message(message()).await.unwrap(), Publication::Taken(waiting));
    let (_, again) = run(&host, with_key(catches(MESSAGE), "42")).await;
    assert_eq!(host.publish_message(message()).await.unwrap(), Publication::Duplicate);
    assert_eq!(again.status, ResultStatus::Waiting);
}

#[tokio::test]
async fn a_message_without_a_time_to_live_is_dropped_when_nobody_listens() {
    let host = host();
    assert_eq!(host.publish_message(tick("42")).await.unwrap(), Publication::Dropped);
    let (_, waiting) = run(&host, with_key(catches(MESSAGE), "42")).await;
    assert_eq!(waiting.status, ResultStatus::Waiting);
}
