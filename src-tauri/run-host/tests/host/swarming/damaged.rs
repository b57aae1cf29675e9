//! A database that refuses, is damaged, or comes from a newer program: a sentence, and nothing is lost.

use std::path::Path;
use std::time::Duration;

use run_engine::{RunCommand, RunStatus, StatusReason};
use run_host::{CreateSwarm, RunNotice, SwarmError};
use run_store::{StoreError, SwarmQuery};
use rusqlite::Connection;
use serde_json::json;
use swarm::{Author, EntryWrite, SwarmCommand, SwarmId};

use super::{on_disk, posting, settings, started, store, subtask, until, value, with_stores};
use crate::support::{finish_with, waiting_step};

fn change(path: &Path, sql: &str) {
    let connection = Connection::open(path).unwrap();
    connection.busy_timeout(Duration::from_secs(5)).unwrap();
    connection.execute_batch(sql).unwrap();
}

fn post(key: &str, number: u32) -> SwarmCommand {
    SwarmCommand::Post { by: Author::Person, writes: vec![EntryWrite::set(key, json!(number))] }
}

/// Waits for a person, then posts.
fn late() -> Vec<u8> {
    let stores = [store("S", "text", r#"key="text""#)];
    with_stores(&stores, &[r#"<userTask id="A"/>"#.to_owned(), posting("Post", "text", "&quot;late&quot;", "S")])
}

const REFUSE: &str = "CREATE TRIGGER refuse BEFORE INSERT ON swarm_journal BEGIN SELECT RAISE(ABORT, 'no room'); END";

#[tokio::test]
async fn what_cannot_be_stored_has_not_happened_and_a_run_says_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let host = on_disk(&path, &[("late", late())]);
    let swarms = host.swarms();
    let id = started(&swarms, settings(vec![subtask("one", "late", &[])])).await;
    let context = until(&swarms, &id, |context| context.statistics.runs == 1).await;
    let run = context.runs.keys().next().unwrap().clone();
    host.rest(&run).await;
    swarms.send(&id, post("kept", 1)).await.unwrap();

    change(&path, REFUSE);
    for _ in 0..2 {
        let refused = swarms.send(&id, post("kept", 2)).await.unwrap_err();
        assert!(refused.to_string().contains("no room"), "{refused}");
        assert_eq!(refused.code(), "database-error");
    }
    let refused = swarms.create(CreateSwarm { swarm: None, settings: settings(Vec::new()) }).await.unwrap_err();
    assert!(refused.to_string().contains("no room"), "{refused}");
    let (_, mut watcher) = host.watch(&run).await.unwrap();
    let step = waiting_step(&host, &run, "A").await;
    finish_with(&host, &run, step, "{}").await;
    let delay = loop {
        match watcher.next().await.unwrap() {
            RunNotice::Delayed(Some(delay)) => break delay,
            RunNotice::WatchAgain => watcher = host.watch(&run).await.unwrap().1,
            RunNotice::Delayed(None) | RunNotice::Update(_) | RunNotice::Heard(_) => {}
        }
    };
    assert!(delay.request == "write" && delay.reason.contains("no room"), "the run says why it waits: {delay:?}");
    change(&path, "DROP TRIGGER refuse");
    // Heard at last.
    while !matches!(watcher.next().await.unwrap(), RunNotice::Delayed(None)) {}

    let context = until(&swarms, &id, |context| context.statistics.runs_completed == 1).await;
    assert_eq!(context.board.get("text").map(|entry| entry.version), Some(1), "once");
    assert_eq!(value(&context, "kept"), Some(json!(1)), "what was refused has not happened");
    let journal = swarms.journal(&id, 1, None).await.unwrap();
    assert!(journal.iter().zip(1..).all(|(entry, seq)| entry.seq == seq), "no gap");
    assert_eq!(swarms.list(SwarmQuery::default()).await.unwrap().swarms.len(), 1, "no swarm half made");
}

#[tokio::test]
async fn an_answer_that_the_run_cannot_store_is_kept_until_it_can() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let host = on_disk(&path, &[("late", late())]);
    let swarms = host.swarms();
    let id = started(&swarms, settings(vec![subtask("one", "late", &[])])).await;
    let context = until(&swarms, &id, |context| context.statistics.runs == 1).await;
    let run = context.runs.keys().next().unwrap().clone();
    let step = waiting_step(&host, &run, "A").await;
    host.rest(&run).await;

    let answers = "NEW.json LIKE '%swarmAnswered%'";
    let refuse = format!(
        "CREATE TRIGGER refuse BEFORE INSERT ON journal WHEN {answers} BEGIN SELECT RAISE(ABORT, 'no room'); END"
    );
    change(&path, &refuse);
    finish_with(&host, &run, step, "{}").await;
    until(&swarms, &id, |context| context.board.present == 1).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    change(&path, "DROP TRIGGER refuse");

    let context = until(&swarms, &id, |context| context.statistics.runs_completed == 1).await;
    assert_eq!(context.board.get("text").map(|entry| entry.version), Some(1), "once");
    host.rest(&run).await;
    assert_eq!(host.progress(&run).await.unwrap().progress.status, RunStatus::Completed);
}

/// A swarm with ten versions of one entry, closed, whose stored rows are changed then; and one beside it.
async fn changed(sql: &str) -> (tempfile::TempDir, run_host::RunHost, SwarmId) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let host = on_disk(&path, &[]);
    let swarms = host.swarms();
    let (id, other) = (SwarmId::from("damaged"), SwarmId::from("sound"));
    for swarm in [&id, &other] {
        swarms.create(CreateSwarm { swarm: Some(swarm.clone()), settings: settings(Vec::new()) }).await.unwrap();
        for number in 0..10 {
            swarms.send(swarm, post("n", number)).await.unwrap();
        }
    }
    host.close().await.unwrap();
    drop((swarms, host));
    let damaged = "(SELECT key FROM swarms WHERE swarm = 'damaged')";
    change(&path, &format!("DELETE FROM swarm_checkpoints; {}", sql.replace("DAMAGED", damaged)));
    let host = on_disk(&path, &[]);
    assert_eq!(host.swarms().read(&other, |context| value(context, "n")).await.unwrap(), Some(json!(9)));
    assert_eq!(host.swarms().list(SwarmQuery::default()).await.unwrap().swarms.len(), 2, "the list stands");
    (folder, host, id)
}

async fn cannot_be_opened(sql: &str) -> SwarmError {
    let (_folder, host, id) = changed(sql).await;
    let swarms = host.swarms();
    let refused = swarms.send(&id, post("n", 99)).await.unwrap_err();
    assert_eq!(swarms.snapshot(&id).await.unwrap_err(), refused, "said again, and again");
    let resumed = swarms.resume_interrupted().await.unwrap();
    assert_eq!(resumed.iter().filter(|(_, result)| result.is_ok()).count(), 1, "the others are taken up: {resumed:?}");
    refused
}

#[tokio::test]
async fn a_damaged_entry_of_a_swarms_journal_is_named_and_nothing_else_suffers() {
    let refused = cannot_be_opened("UPDATE swarm_journal SET json = '{' WHERE swarm_key = DAMAGED AND seq = 5").await;
    assert_eq!(refused.code(), "entry-unreadable");
    assert!(refused.to_string().contains("swarm damaged, entry 5"), "{refused}");
}

#[tokio::test]
async fn an_entry_that_is_missing_in_a_swarms_journal_is_noticed() {
    let gap = "DELETE FROM entry_versions WHERE swarm_key = DAMAGED; DELETE FROM swarm_journal WHERE swarm_key = DAMAGED AND seq = 5";
    let refused = cannot_be_opened(gap).await;
    assert_eq!(refused.code(), "journal-broken");
    assert!(refused.to_string().contains("damaged"), "{refused}");
    let headless = cannot_be_opened("DELETE FROM swarm_journal WHERE swarm_key = DAMAGED AND seq = 1").await;
    assert!(headless.to_string().contains("does not begin with its creation"), "{headless}");
}

#[tokio::test]
async fn a_swarm_of_a_newer_program_is_left_as_it_is() {
    let newer = "UPDATE swarm_journal SET json = json_set(json, '$.format', 99) WHERE swarm_key = DAMAGED AND seq = 1";
    let refused = cannot_be_opened(newer).await;
    assert_eq!(
        refused,
        SwarmError::JournalNewer { swarm: "damaged".into(), found: 99, known: swarm::event::JOURNAL_FORMAT }
    );
}

#[tokio::test]
async fn a_kept_state_that_cannot_be_read_costs_time_only() {
    let odd = "INSERT INTO swarm_checkpoints SELECT key, seq, 1, x'7b' FROM swarms WHERE swarm = 'damaged'";
    let (_folder, host, id) = changed(odd).await;
    assert_eq!(host.swarms().read(&id, |context| value(context, "n")).await.unwrap(), Some(json!(9)));
}

#[tokio::test]
async fn a_run_whose_swarm_is_gone_is_told_so_and_can_be_ended() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let host = on_disk(&path, &[("late", late())]);
    let swarms = host.swarms();
    let id = started(&swarms, settings(vec![subtask("one", "late", &[])])).await;
    let context = until(&swarms, &id, |context| context.statistics.runs == 1).await;
    let run = context.runs.keys().next().unwrap().clone();
    host.rest(&run).await;
    host.close().await.unwrap();
    drop((swarms, host));
    change(&path, "PRAGMA foreign_keys = ON; DELETE FROM swarms");

    let host = on_disk(&path, &[("late", late())]);
    host.resume(&run).await.unwrap();
    let step = waiting_step(&host, &run, "A").await;
    finish_with(&host, &run, step, "{}").await;
    host.rest(&run).await;
    let progress = host.progress(&run).await.unwrap().progress;
    let said: Vec<_> = progress.incidents.values().map(|incident| incident.message.clone()).collect();
    assert!(said.iter().any(|message| message.contains("there is no swarm")), "{said:?}");
    host.send(&run, RunCommand::CancelRun { reason: StatusReason::UserCancelled }).await.unwrap();
    host.rest(&run).await;
    let progress = host.progress(&run).await.unwrap().progress;
    assert_eq!((progress.status, progress.open_asks().count()), (RunStatus::Cancelled, 0));
    let missing = host.swarms().snapshot(&id).await.unwrap_err();
    assert_eq!(missing, SwarmError::Store(StoreError::UnknownSwarm(id)));
}

#[tokio::test]
async fn a_second_program_looks_says_that_it_only_looks_and_takes_nothing_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let (window, terminal) = (on_disk(&path, &[("late", late())]), on_disk(&path, &[("late", late())]));
    let id = started(&window.swarms(), settings(vec![subtask("one", "late", &[])])).await;
    until(&window.swarms(), &id, |context| context.statistics.runs == 1).await;
    let resumed = terminal.swarms().resume_interrupted().await.unwrap();
    assert_eq!(resumed, [(id.clone(), Err(SwarmError::InUse(id.clone())))]);
    let seen = terminal.swarms().snapshot(&id).await.unwrap();
    assert!(!seen.live && window.swarms().snapshot(&id).await.unwrap().live, "it says that it is not live here");
    assert_eq!(seen.context.statistics.runs, 1);
    let refused = terminal.swarms().send(&id, post("n", 1)).await.unwrap_err();
    assert!(refused.to_string().contains("another window or terminal"), "{refused}");
    window.swarms().send(&id, post("n", 2)).await.unwrap();
    let seen = terminal.swarms().read(&id, |context| value(context, "n")).await.unwrap();
    assert_eq!(seen, Some(json!(2)), "whoever looks again sees what is stored now");
}
