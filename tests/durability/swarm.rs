//! Eight runs that write the same entries at once, and the program is killed again and again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use run_engine::RunStatus;
use run_host::{CreateSwarm, RunHost, RunQuery};
use run_store::RunPersistence;
use serde_json::{Value, json};
use swarm::state::SwarmContext;
use swarm::{Author, NewSubtask, SwarmCommand, SwarmEvent, SwarmId, SwarmLimits, SwarmSettings, SwarmStatus};

use crate::kill;

/// Whoever finds it works for the swarm.
const TURNS: &str = "turns.txt";
const RUNS: u32 = 8;

/// So many kills in every test run; `DURABILITY_KILLS` sets another number, such as 1,000.
const KILLS: u32 = 40;

#[test]
fn eight_runs_that_write_the_same_entries_and_are_killed_lose_no_write_and_double_none() {
    let kills = std::env::var("DURABILITY_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    let turns = (kills / 4).max(6);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(TURNS), turns.to_string()).unwrap();
    let killed = kill::again_and_again(folder.path(), kills, 120_000);
    println!("killed {killed} times");
    check(folder.path(), turns);
}

/// Whether the program works for the swarm; its routine is there then.
pub fn child(folder: &Path) -> bool {
    let Ok(turns) = std::fs::read_to_string(folder.join(TURNS)) else { return false };
    let file = folder.join("count.bpmn");
    if !file.exists() {
        let text = counting(turns.trim().parse().unwrap());
        // Whole or not at all: the program may be killed here, too.
        std::fs::write(folder.join("count.part"), text).unwrap();
        std::fs::rename(folder.join("count.part"), file).unwrap();
    }
    true
}

/// Lets the swarm work until it has ended.
pub async fn work(host: &RunHost) {
    let (swarms, id) = (host.swarms(), SwarmId::from("crowd"));
    for (swarm, taken_up) in swarms.resume_interrupted().await.unwrap() {
        assert_eq!(taken_up, Ok(()), "{swarm}");
    }
    if swarms.snapshot(&id).await.is_err() {
        swarms.create(CreateSwarm { swarm: Some(id.clone()), settings: settings() }).await.unwrap();
    }
    let (snapshot, mut watcher) = swarms.watch(&id).await.unwrap();
    if snapshot.context.status == SwarmStatus::Uninitialised {
        swarms.send(&id, SwarmCommand::StartSwarm { by: Author::Person }).await.unwrap();
    }
    println!("\n{}", kill::UNDER_WAY);
    if snapshot.context.status == SwarmStatus::Terminated {
        return;
    }
    while let Some(notice) = watcher.next().await {
        let ended = match notice {
            run_host::SwarmNotice::Update(update) => update.context.status == SwarmStatus::Terminated,
            run_host::SwarmNotice::WatchAgain => {
                watcher = swarms.watch(&id).await.unwrap().1;
                swarms.snapshot(&id).await.unwrap().context.status == SwarmStatus::Terminated
            }
        };
        if ended {
            return;
        }
    }
}

fn settings() -> SwarmSettings {
    let subtasks = (0..RUNS).map(|one| {
        let mut subtask = NewSubtask::new(&format!("part-{one}"), "Count and write it down");
        subtask.routine = Some("count".to_owned());
        subtask.inputs = json!({ "me": one.to_string() });
        subtask
    });
    SwarmSettings {
        name: "Crowd".to_owned(),
        goal: "Everybody counts in the same place".to_owned(),
        subtasks: subtasks.collect(),
        limits: SwarmLimits { parallel_runs: RUNS, entry_bytes: 1 << 30, ..SwarmLimits::default() },
        policy: swarm::SwarmPolicy { when_done: swarm::policy::WhenDone::Stop, ..swarm::SwarmPolicy::default() },
        ..SwarmSettings::default()
    }
}

/// Counts, and in every turn adds to one entry, appends to another, and sets one of its own.
fn counting(turns: u32) -> String {
    let script = |id: &str, variable: &str, expression: &str, store: &str| {
        let output = match store {
            "" => String::new(),
            store => {
                format!("<dataOutputAssociation id=\"{id}-out\"><targetRef>{store}</targetRef></dataOutputAssociation>")
            }
        };
        format!(
            r#"<scriptTask id="{id}"><extensionElements><zeebe:script expression="={expression}" resultVariable="{variable}"/></extensionElements>{output}</scriptTask>"#
        )
    };
    let store = |id: &str, name: &str, entry: &str| {
        format!(
            r#"<dataStoreReference id="{id}" name="{name}"><extensionElements><routine:entry {entry}/></extensionElements></dataStoreReference>"#
        )
    };
    let nodes = [
        script("Init", "i", "0", ""),
        r#"<exclusiveGateway id="Again"/>"#.to_owned(),
        script("Next", "i", "i + 1", ""),
        script("One", "one", "1", "Count"),
        script("Line", "line", "{ me: me, i: i }", "Log"),
        script("Mine", "mine", "i", "Own"),
        r#"<exclusiveGateway id="Enough" default="more"/>"#.to_owned(),
    ]
    .concat();
    let stores = [
        store("Count", "one", r#"key="count" operation="increment""#),
        store("Log", "line", r#"key="log" operation="append""#),
        store("Own", "mine", r#"key="own/{{me}}""#),
    ]
    .concat();
    let order = ["Start", "Init", "Again", "Next", "One", "Line", "Mine", "Enough"];
    let flows: String = order
        .windows(2)
        .map(|pair| format!(r#"<sequenceFlow id="{0}-{1}" sourceRef="{0}" targetRef="{1}"/>"#, pair[0], pair[1]))
        .collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
 xmlns:routine="urn:routine-studio:schema:1" id="D" targetNamespace="t"><process id="count" name="count" isExecutable="true">
{stores}<startEvent id="Start"/>{nodes}<endEvent id="End"/>{flows}
<sequenceFlow id="more" sourceRef="Enough" targetRef="Again"/>
<sequenceFlow id="done" sourceRef="Enough" targetRef="End"><conditionExpression>=i &gt;= {turns}</conditionExpression></sequenceFlow>
</process></definitions>"#
    )
}

/// What must be true whatever happened on the way.
fn check(folder: &Path, turns: u32) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let host = kill::host(folder);
        let (swarms, id) = (host.swarms(), SwarmId::from("crowd"));
        let context = swarms.read(&id, SwarmContext::clone).await.unwrap();
        let writes = u64::from(RUNS * turns);
        assert_eq!(context.status, SwarmStatus::Terminated, "it comes to its end: {:?}", context.reason);
        let value = |key: &str| context.board.get(key).and_then(|entry| entry.value.clone()).unwrap();
        assert_eq!(*value("count"), json!(writes), "no addition is lost, and none comes twice");
        let lines = value("log").as_array().unwrap().clone();
        let mut of_each = BTreeMap::<String, Vec<u64>>::new();
        for line in &lines {
            of_each.entry(line["me"].as_str().unwrap().to_owned()).or_default().push(line["i"].as_u64().unwrap());
        }
        let whole: Vec<u64> = (1..=u64::from(turns)).collect();
        assert_eq!(of_each.len(), RUNS as usize);
        assert!(of_each.values().all(|lines| *lines == whole), "each one's lines come once and in order: {of_each:?}");
        let journal = swarms.journal(&id, 1, None).await.unwrap();
        assert!(journal.iter().zip(1..).all(|(entry, seq)| entry.seq == seq), "the journal has no gaps");
        let mut versions = BTreeMap::<String, u64>::new();
        let mut asks = BTreeSet::new();
        for entry in &journal {
            if let SwarmEvent::EntryWritten(written) = &entry.event {
                let version = versions.entry(written.key.clone()).or_default();
                *version += 1;
                assert_eq!(written.version, *version, "versions of {} have no gaps", written.key);
                let ask = (written.origin.run.clone(), written.origin.ask.clone());
                assert!(asks.insert(ask.clone()), "{ask:?} was done once");
            }
        }
        assert_eq!(versions["count"], writes);
        assert_eq!(context.ledger.check(), Ok(()), "the account is exact");
        assert_eq!(context.planned_runs, u64::from(RUNS), "no subtask was begun twice");
        let runs = host.list(RunQuery::default()).await.unwrap().runs;
        assert_eq!(runs.len(), RUNS as usize);
        for row in &runs {
            assert_eq!(row.status, RunStatus::Completed, "{}", row.run);
            let spent = context.ledger.runs.get(&row.run).map(|allotment| allotment.spent.micros()).unwrap_or_default();
            assert_eq!(spent, row.micro_credits, "run and swarm agree on what was spent");
            let progress = host.progress(&row.run).await.unwrap().progress;
            let open: Vec<_> = progress.open_asks().map(|ask| ask.request.word()).collect();
            assert!(open.iter().all(|word| *word == "leave"), "what was said was answered: {open:?}");
        }
        replay(&host, &context, &journal);
    });
}

/// What the journal says is what there is.
fn replay(host: &RunHost, context: &SwarmContext, journal: &[swarm::SwarmJournalEntry]) {
    let machine = swarm::SwarmStateMachine::replay(journal.to_vec()).unwrap();
    assert_eq!(machine.context(), Some(context), "replay equals live");
    let store: &RunPersistence = host.store();
    let history = store.entry_history(&context.swarm, "own/0", None, 10).unwrap();
    let newest: Vec<Value> = history.iter().filter_map(|version| version.value.clone()).take(1).collect();
    assert_eq!(newest.first(), context.board.get("own/0").and_then(|entry| entry.value.as_deref()), "history too");
}
