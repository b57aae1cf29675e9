//! The past of runs, as a page looks at it.

use std::collections::BTreeMap;

use api::contract::{RunStatus, RunTree, RunView};
use serde_json::{Value, json};

use crate::support::{APPROVAL, Desk};

/// Counts up to `last`, some twelve entries a round.
const COUNTING: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="D" targetNamespace="urn:routine-studio:test">
  <bpmn:process id="Counting" isExecutable="true">
    <bpmn:startEvent id="Start" /><bpmn:sequenceFlow id="F1" sourceRef="Start" targetRef="Merge" />
    <bpmn:exclusiveGateway id="Merge" /><bpmn:sequenceFlow id="F2" sourceRef="Merge" targetRef="Count" />
    <bpmn:scriptTask id="Count"><bpmn:extensionElements><zeebe:script expression="=n + 1" resultVariable="n" /></bpmn:extensionElements></bpmn:scriptTask>
    <bpmn:sequenceFlow id="F3" sourceRef="Count" targetRef="Enough" />
    <bpmn:exclusiveGateway id="Enough" default="F4" />
    <bpmn:sequenceFlow id="F4" sourceRef="Enough" targetRef="Merge" />
    <bpmn:sequenceFlow id="F5" sourceRef="Enough" targetRef="End"><bpmn:conditionExpression>=n &gt;= last</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:endEvent id="End" />
  </bpmn:process>
</bpmn:definitions>"#;

impl Desk {
    async fn at(&self, run: &str, seq: u64) -> RunView {
        serde_json::from_value(self.ask("readRunAt", json!({ "runId": run, "seq": seq })).await).unwrap()
    }

    async fn tree(&self, run: &str) -> Vec<(String, u32)> {
        let tree: RunTree = serde_json::from_value(self.ask("readRunTree", json!({ "runId": run })).await).unwrap();
        tree.runs.into_iter().map(|line| (line.run.run_id, line.depth)).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_is_seen_as_it_was_after_any_entry_and_at_any_time() {
    let mut desk = Desk::open().await;
    let path = desk.import("approval", APPROVAL).await;
    let routine = json!({ "source": "file", "path": path });
    let params = json!({ "routine": routine, "inputs": { "amount": 200 }, "mode": "data", "paused": true });
    let run = desk.ask("startRun", params).await["runId"].as_str().unwrap().to_owned();
    let mut view = desk.watch(1, &run).await;
    let mut seen = BTreeMap::from([(view.seq, view.clone())]);
    while view.tasks.is_empty() {
        let before = view.seq;
        desk.ask("stepRun", json!({ "runId": run })).await;
        desk.follow(&mut view, |view| view.seq > before).await;
        seen.insert(view.seq, view.clone());
    }
    for (seq, then) in &seen {
        assert_eq!(desk.at(&run, *seq).await, *then, "entry {seq} shows what was shown when it was the last");
    }
    assert_eq!(desk.at(&run, 9_999).await, view, "behind the end it is the end");
    assert_eq!(desk.at(&run, 0).await.status, RunStatus::Scheduled, "before the beginning it is the beginning");

    let journal = desk.ask("readJournal", json!({ "runId": run, "fromSeq": 1, "limit": 1000 })).await;
    let entries = journal["entries"].as_array().unwrap();
    for entry in entries {
        let time = entry["time"].as_u64().unwrap();
        let last = entries.iter().rfind(|other| other["time"].as_u64().unwrap() <= time).unwrap();
        let then = desk.ask("readRunAt", json!({ "runId": run, "time": time })).await;
        assert_eq!(then["seq"], last["seq"], "at a time it is the last entry by then");
    }
    let unknown = desk.call("readRunAt", json!({ "runId": "nobody", "seq": 3 })).await.unwrap_err();
    assert_eq!(json!(unknown)["code"], "runNotFound");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_past_of_a_long_run_is_the_same_with_and_without_what_is_kept_of_it() {
    let mut desk = Desk::open().await;
    let path = desk.import("counting", COUNTING).await;
    let run = desk.start(&path, json!({ "n": 0, "last": 1500 })).await;
    let mut view = desk.watch(1, &run).await;
    let mut seen = BTreeMap::new();
    while view.status != RunStatus::Completed {
        let before = view.seq;
        desk.follow(&mut view, |view| view.seq > before).await;
        seen.insert(view.seq, view.clone());
    }
    assert!(view.seq > 10_000, "it is long enough that views of it are kept: {}", view.seq);
    let desk = desk.reopen().await;
    for round in ["while views are made", "from views that were kept"] {
        // Each of them is one that a page has really shown.
        for (seq, then) in &seen {
            assert_eq!(desk.at(&run, *seq).await, *then, "entry {seq}, {round}");
        }
    }
    assert_eq!(desk.show(&run).await, view);
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_of_runs_are_a_tree() {
    let mut desk = Desk::open().await;
    let path = desk.import("approval", APPROVAL).await;
    let first = desk.start(&path, json!({ "amount": 200 })).await;
    let mut view = desk.watch(1, &first).await;
    desk.follow(&mut view, |view| !view.tasks.is_empty()).await;
    let fork = |run: &str, at: Value| desk.ask("forkRun", json!({ "runId": run, "at": at }));
    let id = |forked: Value| forked["runId"].as_str().unwrap().to_owned();
    let late = id(fork(&first, Value::Null).await);
    let early = id(fork(&first, json!(view.seq - 4)).await);
    let below = id(fork(&late, Value::Null).await);
    let whole = vec![(first.clone(), 0), (early.clone(), 1), (late.clone(), 1), (below.clone(), 2)];
    for run in [&first, &late, &early, &below] {
        assert_eq!(desk.tree(run).await, whole, "the tree is the same from wherever it is looked at");
    }
    desk.ask("cancelRun", json!({ "runId": first })).await;
    desk.ask("deleteRuns", json!({ "runIds": [first] })).await;
    assert_eq!(desk.tree(&below).await, [(late, 0), (below, 1)], "the oldest that is left is the first one");
    assert_eq!(desk.tree(&early).await, [(early, 0)]);
}
