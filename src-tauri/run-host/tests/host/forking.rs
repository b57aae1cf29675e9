//! A run that begins in the past of another one, from BPMN text to stored result.

use routine_model::graph::settings::StrategySetting;
use run_engine::event::RunOrigin;
use run_engine::{Rejection, RunCommand, RunId, RunStatus};
use run_host::{ForkRequest, HostError, ResultStatus, RunHost};
use run_store::RunPersistence;
use serde_json::json;

use crate::support::{file, finish_with, host_on, request, run, script, sequence, waiting_step, with_inputs};

/// Doubles, then asks, then adds one.
fn doubled_and_asked() -> Vec<u8> {
    sequence(&[
        &script("Double", "doubled", "amount * 2"),
        r#"<userTask id="Ask"><extensionElements><zeebe:userTask/></extensionElements></userTask>"#,
        &script("Add", "sum", "doubled + 1"),
    ])
}

async fn entry_of(host: &RunHost, run: &RunId, name: &str, element: &str) -> u64 {
    let entries = host.journal(run, 1, None).await.unwrap();
    let found = entries.iter().find(|entry| {
        let event = serde_json::to_value(&entry.event).unwrap();
        event["type"] == name && event["element"] == element
    });
    found.unwrap().seq
}

fn at(seq: u64) -> ForkRequest {
    ForkRequest { at: Some(seq), ..ForkRequest::default() }
}

#[tokio::test]
async fn it_has_the_past_of_the_first_and_a_future_of_its_own_over_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let host = host_on(RunPersistence::open(&path).unwrap());
    let (first, result) = run(&host, with_inputs(request(doubled_and_asked()), json!({ "amount": 4 }))).await;
    assert_eq!(result.status, ResultStatus::Waiting);
    let step = waiting_step(&host, &first, "Ask").await;
    finish_with(&host, &first, step, "{}").await;
    assert_eq!(host.result(&first).await.unwrap().variables["sum"], json!(9));

    let seq = entry_of(&host, &first, "stepWaiting", "Ask").await;
    let edited = ForkRequest { variables: vec![(None, "doubled".to_owned(), json!(100))], ..at(seq) };
    let fork = host.fork(&first, edited).await.unwrap();
    host.close().await.unwrap();
    drop(host);

    let host = host_on(RunPersistence::open(&path).unwrap());
    let before = host.progress(&fork).await.unwrap().progress;
    assert_eq!(before.status, RunStatus::Paused, "it stands still");
    assert_eq!(before.origin, Some(RunOrigin { run: first.clone(), seq }));
    host.send(&fork, RunCommand::ResumeRun).await.unwrap();
    host.rest(&fork).await;
    let step = waiting_step(&host, &fork, "Ask").await;
    finish_with(&host, &fork, step, "{}").await;
    let result = host.result(&fork).await.unwrap();
    assert_eq!((result.status, &result.variables["sum"]), (ResultStatus::Completed, &json!(101)));
    assert_eq!(result.variables["amount"], json!(4), "what was before is kept");

    let (one, other) = (host.journal(&first, 2, None).await.unwrap(), host.journal(&fork, 2, None).await.unwrap());
    let shared = usize::try_from(seq - 1).unwrap();
    assert_eq!(one[..shared], other[..shared], "the past is the same");
    assert_eq!(host.result(&first).await.unwrap().variables["sum"], json!(9), "the first run knows nothing of it");
    let rows = host.list(run_host::RunQuery::default()).await.unwrap().runs;
    let origins: Vec<_> = rows.iter().map(|row| row.origin.as_ref().map(|origin| origin.seq)).collect();
    assert!(origins.contains(&Some(seq)) && origins.contains(&None), "{origins:?}");
}

#[tokio::test]
async fn the_first_run_can_be_removed_and_the_fork_stays_whole() {
    let host = crate::support::host();
    let (first, _) = run(&host, with_inputs(request(doubled_and_asked()), json!({ "amount": 1 }))).await;
    let fork = host.fork(&first, ForkRequest::default()).await.unwrap();
    host.send(&first, RunCommand::CancelRun { reason: run_engine::StatusReason::UserCancelled }).await.unwrap();
    host.rest(&first).await;
    host.delete(vec![first]).await.unwrap();
    host.send(&fork, RunCommand::ResumeRun).await.unwrap();
    host.rest(&fork).await;
    let step = waiting_step(&host, &fork, "Ask").await;
    finish_with(&host, &fork, step, "{}").await;
    assert_eq!(host.result(&fork).await.unwrap().variables["sum"], json!(3));
}

#[tokio::test]
async fn what_was_being_done_is_done_again_when_it_goes_on() {
    let host = crate::support::host();
    let (first, _) = run(&host, with_inputs(request(doubled_and_asked()), json!({ "amount": 5 }))).await;
    // Before the result of the first script is there.
    let seq = entry_of(&host, &first, "stepCompleted", "Double").await - 1;
    let edited = ForkRequest { variables: vec![(None, "amount".to_owned(), json!(7))], ..at(seq) };
    let fork = host.fork(&first, edited).await.unwrap();
    host.rest(&fork).await;
    assert!(!host.progress(&fork).await.unwrap().progress.results.contains_key("doubled"), "nothing is done yet");
    host.send(&fork, RunCommand::ResumeRun).await.unwrap();
    host.rest(&fork).await;
    assert_eq!(host.result(&fork).await.unwrap().variables["doubled"], json!(14), "with the edited variable");
}

#[tokio::test]
async fn a_fork_is_refused_where_nothing_can_follow_and_leaves_nothing_behind() {
    let host = crate::support::host();
    let (ended, result) = run(&host, with_inputs(request(sequence(&[&script("One", "one", "1")])), json!({}))).await;
    assert_eq!(result.status, ResultStatus::Completed);
    let refused = host.fork(&ended, ForkRequest::default()).await.unwrap_err();
    assert_eq!(refused, HostError::Rejected(Rejection::WrongRunStatus(RunStatus::Completed)));
    let refused = host.fork(&ended, at(1)).await.unwrap_err();
    assert_eq!(refused, HostError::Rejected(Rejection::WrongRunStatus(RunStatus::Scheduled)));
    let unknown = ForkRequest { strategies: vec![("Nowhere".into(), StrategySetting::Auto)], ..at(4) };
    host.fork(&ended, unknown).await.unwrap_err();
    host.fork(&RunId::from("no-such-run"), ForkRequest::default()).await.unwrap_err();
    assert_eq!(host.list(run_host::RunQuery::default()).await.unwrap().total, 1);
}

#[tokio::test]
async fn timers_of_the_past_are_those_of_the_fork_too() {
    let host = crate::support::host();
    let waits = file(
        r#"<process id="P" isExecutable="true"><startEvent id="S"/><sequenceFlow id="a" sourceRef="S" targetRef="T"/>
           <intermediateCatchEvent id="T"><timerEventDefinition><timeDuration>="PT0.05S"</timeDuration></timerEventDefinition>
           </intermediateCatchEvent><sequenceFlow id="b" sourceRef="T" targetRef="E"/><endEvent id="E"/></process>"#,
    );
    let first = host.start(request(waits)).await.unwrap();
    // The step has started and listens to no timer yet: both share what was before.
    let started = entry_of(&host, &first, "stepStarted", "T").await;
    let fork = host.fork(&first, at(started)).await.unwrap();
    let origin = host.progress(&fork).await.unwrap().progress.origin.clone().unwrap();
    assert!(origin.seq < started, "{origin:?}");
    host.send(&fork, RunCommand::ResumeRun).await.unwrap();
    let (_, mut watcher) = host.watch(&fork).await.unwrap();
    while host.result(&fork).await.unwrap().status != ResultStatus::Completed {
        watcher.next().await.unwrap();
    }
}
