//! A long run is opened, and looked at in its past, out of checkpoints; and without them all the same.

use std::path::Path;

use run_engine::{RunId, RunProgress, RunStatus};
use run_host::{CHECKPOINT_FORMAT, ResultStatus, RunHost};
use run_store::RunPersistence;
use rusqlite::Connection;
use serde_json::json;

use crate::support::{finish_with, host_on, request, routine, run, waiting_step, with_inputs};

/// Counts to `n`, three journal entries and more a time, then waits for a person.
fn counting() -> Vec<u8> {
    routine(
        r#"<startEvent id="Start"/><exclusiveGateway id="Again"/>
        <scriptTask id="Count"><extensionElements><zeebe:script expression="=i + 0.1" resultVariable="i"/></extensionElements></scriptTask>
        <exclusiveGateway id="Enough" default="Back"/><userTask id="Look"/><endEvent id="End"/>
        <sequenceFlow id="a" sourceRef="Start" targetRef="Again"/><sequenceFlow id="b" sourceRef="Again" targetRef="Count"/>
        <sequenceFlow id="c" sourceRef="Count" targetRef="Enough"/><sequenceFlow id="Back" sourceRef="Enough" targetRef="Again"/>
        <sequenceFlow id="d" sourceRef="Enough" targetRef="Look"><conditionExpression>=i > n</conditionExpression></sequenceFlow>
        <sequenceFlow id="e" sourceRef="Look" targetRef="End"/>"#,
    )
}

async fn counted(path: &Path) -> (RunHost, RunId) {
    let host = host_on(RunPersistence::open(path).unwrap());
    let (run, result) = run(&host, with_inputs(request(counting()), json!({ "i": 0, "n": 60 }))).await;
    assert_eq!(result.status, ResultStatus::Waiting, "{result:?}");
    (host, run)
}

fn checkpoints(path: &Path) -> Vec<u64> {
    let connection = Connection::open(path).unwrap();
    let mut rows = connection.prepare("SELECT seq FROM checkpoints ORDER BY seq").unwrap();
    rows.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

fn change(path: &Path, sql: &str) {
    Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

async fn at(host: &RunHost, run: &RunId, seq: u64) -> RunProgress {
    (*host.progress_at(run, seq).await.unwrap().progress).clone()
}

#[tokio::test]
async fn the_past_out_of_checkpoints_is_the_past_out_of_the_journal() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let (host, run) = counted(&path).await;
    let last = host.progress(&run).await.unwrap().seq;
    let kept = checkpoints(&path);
    assert!(last > 3_000 && kept.len() as u64 >= last / 1_300, "{last} entries, kept at {kept:?}");

    let places: Vec<u64> =
        kept.iter().flat_map(|seq| [seq - 1, *seq, seq + 1]).chain([1, 2, 500, last, last + 9]).collect();
    let mut with = Vec::new();
    for seq in &places {
        with.push(at(&host, &run, *seq).await);
    }
    for (seq, with) in places.iter().zip(&with) {
        change(&path, "DELETE FROM checkpoints");
        assert_eq!(with, &at(&host, &run, *seq).await, "entry {seq}");
    }
    assert!(!checkpoints(&path).is_empty(), "whoever had to replay much keeps what came of it");
}

#[tokio::test]
async fn checkpoints_that_are_damaged_or_of_other_code_are_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let (host, run) = counted(&path).await;
    let before = host.progress(&run).await.unwrap();
    host.close().await.unwrap();
    drop(host);
    let other = CHECKPOINT_FORMAT.wrapping_add(1);
    for spoil in [
        "UPDATE checkpoints SET state = x'7b'".to_owned(),
        format!("UPDATE checkpoints SET state = x'7b7d', format = {other}"),
    ] {
        change(&path, &spoil);
        let host = host_on(RunPersistence::open(&path).unwrap());
        assert_eq!(host.progress(&run).await.unwrap().progress, before.progress, "{spoil}");
        host.close().await.unwrap();
    }
}

#[tokio::test]
async fn a_run_goes_on_behind_its_checkpoint() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let (host, run) = counted(&path).await;
    host.close().await.unwrap();
    drop(host);
    // Only what lies behind the last checkpoint is read: the rest may be unreadable.
    let last = *checkpoints(&path).last().unwrap();
    change(&path, &format!("UPDATE journal SET json = '{{\"type\": \"lost\"}}' WHERE seq <= {last}"));
    let host = host_on(RunPersistence::open(&path).unwrap());
    let step = waiting_step(&host, &run, "Look").await;
    finish_with(&host, &run, step, "{}").await;
    host.rest(&run).await;
    assert_eq!(host.progress(&run).await.unwrap().progress.status, RunStatus::Completed);
}
