//! The rules by which a person is asked about a model's calls: whom they trust, what holds for single tools, how long they wait.

use run_engine::{JournalEntry, RunEvent, StepRecord};
use run_host::{HostOptions, ResultStatus, RunHost, RunNotice, RunResult};
use run_store::RunPersistence;
use serde_json::{Value, json};

use crate::support::{request, run, sequence};
use crate::with_tools::{ANSWER, call, host_of, host_with, say, tools, work};

fn routine() -> Vec<u8> {
    let script = [call("execute", "test__echo", json!({ "text": "hello" })), say("execute", ANSWER)];
    sequence(&[&work("reasoning", r#"<routine:tools allow="test/*"/>"#, &script)])
}

/// The result when the run has ended, however long a call waits.
async fn ended(host: &RunHost, run: &run_engine::RunId) -> RunResult {
    let (_, mut watcher) = host.watch(run).await.unwrap();
    loop {
        let result = host.result(run).await.unwrap();
        if result.status == ResultStatus::Completed {
            return result;
        }
        if matches!(watcher.next().await, None | Some(RunNotice::WatchAgain)) {
            (_, watcher) = host.watch(run).await.unwrap();
        }
    }
}

fn scheduled(entries: &[JournalEntry]) -> Vec<i64> {
    let due = entries.iter().filter_map(|entry| match &entry.event {
        RunEvent::StepRecorded(event) => match &*event.record {
            StepRecord::CallScheduled { due, .. } => Some(due.0),
            _ => None,
        },
        _ => None,
    });
    due.collect()
}

#[tokio::test]
async fn a_person_is_asked_as_the_nearest_rule_says() {
    let rules: [(&str, Value, bool); 11] = [
        ("what may change something", json!({}), true),
        ("a routine that is trusted", json!({ "trustedCallers": ["P"] }), false),
        ("an activity that is trusted", json!({ "trustedCallers": ["P/Work"] }), false),
        ("others that are trusted", json!({ "trustedCallers": ["P/Other", "Q"] }), true),
        ("trusted by the tool's own rule", json!({ "tools": { "test/echo": { "trustedCallers": ["P"] } } }), false),
        (
            "critical, whoever is trusted",
            json!({ "trustedCallers": ["P"], "tools": { "test/*": { "risk": "critical" } } }),
            true,
        ),
        ("never about this tool", json!({ "tools": { "test/echo": { "approval": "never" } } }), false),
        (
            "never, but it is critical",
            json!({ "tools": { "test/echo": { "approval": "never", "risk": "critical" } } }),
            true,
        ),
        (
            "always about this server",
            json!({ "threshold": "critical", "tools": { "test/*": { "approval": "always" } } }),
            true,
        ),
        (
            "always, though trusted",
            json!({ "trustedCallers": ["P"], "tools": { "test/*": { "approval": "always" } } }),
            true,
        ),
        (
            "the tool before its server",
            json!({ "tools": { "test/*": { "approval": "always" }, "test/echo": { "approval": "never" } } }),
            false,
        ),
    ];
    for (rule, policy, is_asked) in rules {
        let host = host_with(policy, None);
        let (_, result) = run(&host, request(routine())).await;
        let waits = result.waiting.first().is_some_and(|place| place.on == "approval");
        assert_eq!(waits, is_asked, "{rule}: {result:?}");
    }
}

#[tokio::test]
async fn a_call_that_may_be_made_waits_for_its_time_also_over_a_restart() {
    let host = host_with(json!({ "threshold": "critical", "delayMs": 30 }), None);
    let run_id = host.start(request(routine())).await.unwrap();
    ended(&host, &run_id).await;
    let entries = host.journal(&run_id, 1, None).await.unwrap();
    let due = scheduled(&entries);
    let begun = entries.iter().find(|entry| match &entry.event {
        RunEvent::StepRecorded(event) => matches!(*event.record, StepRecord::CallBegun { .. }),
        _ => false,
    });
    assert_eq!(due.len(), 1);
    assert!(begun.unwrap().time.0 >= due[0], "it is not made before");

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let open = || {
        let policy = json!({ "threshold": "critical", "tools": { "test/echo": { "delayMs": 3_600_000 } } });
        host_of(RunPersistence::open(&path).unwrap(), tools(policy), None, HostOptions::default())
    };
    let host = open();
    let (run_id, result) = run(&host, request(routine())).await;
    assert_eq!(result.status, ResultStatus::Waiting, "a tool's own delay counts");
    host.close().await.unwrap();
    drop(host);
    let host = open();
    host.resume_interrupted().await.unwrap();
    host.rest(&run_id).await;
    assert_eq!(host.result(&run_id).await.unwrap().status, ResultStatus::Waiting);
    let entries = host.journal(&run_id, 1, None).await.unwrap();
    assert_eq!(scheduled(&entries).len(), 1, "its time does not begin anew");
}
