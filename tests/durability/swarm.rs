//! Eight runs that write the same entries at once and pay for every turn, and the program is killed again and again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use routine_model::Credits;
use run_engine::RunStatus;
use run_host::{CreateSwarm, RunHost, SwarmNotice};
use serde_json::json;
use swarm::state::SwarmContext;
use swarm::{
    Author, EntryWrite, NewSubtask, RunShare, StatusReason, SwarmCommand, SwarmEvent, SwarmId, SwarmLimits,
    SwarmPolicy, SwarmSettings, SwarmStatus,
};

use crate::outside::{PAID, PRICE};
use crate::swarm_laws::{self, value};
use crate::{kill, routines, swarm_windows};

/// Whoever finds it works for the swarm.
const CROWD: &str = "crowd";
/// Whoever finds it lets the swarm come to its end.
const ENOUGH: &str = "enough";
const RUNS: u32 = 8;

/// The swarm begins with so much, and gets so much more whenever it has run out of credits.
const CREDITS: Credits = Credits::from_micros(PRICE.micros() * 20);

#[test]
fn eight_runs_that_write_the_same_entries_and_are_killed_lose_no_write_and_double_none() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(CROWD), "").unwrap();
    std::fs::write(folder.path().join("count.bpmn"), counting()).unwrap();
    let dead = kill::again_and_again(folder.path(), kill::wanted(40), 300_000);
    std::fs::write(folder.path().join(ENOUGH), "").unwrap();
    kill::let_it_end(folder.path());
    check(folder.path());
    swarm_windows::check(folder.path(), &SwarmId::from(CROWD), &dead);
}

/// Whether the program works for the swarm.
pub fn child(folder: &Path) -> bool {
    folder.join(CROWD).exists()
}

/// Lets the swarm work, until it has ended when it is enough.
pub async fn work(folder: &Path, host: &RunHost) {
    let (swarms, id) = (host.swarms(), SwarmId::from(CROWD));
    for (swarm, taken_up) in swarms.resume_interrupted().await.unwrap() {
        assert_eq!(taken_up, Ok(()), "{swarm}");
    }
    if swarms.snapshot(&id).await.is_err() {
        swarms.create(CreateSwarm { swarm: Some(id.clone()), settings: settings() }).await.unwrap();
    }
    if swarms.snapshot(&id).await.unwrap().context.status == SwarmStatus::Uninitialised {
        swarms.send(&id, SwarmCommand::StartSwarm { by: Author::Person }).await.unwrap();
    }
    if folder.join(ENOUGH).exists() {
        let writes = vec![EntryWrite::set("enough", json!(true))];
        // It may have ended already.
        let _ = swarms.send(&id, SwarmCommand::Post { by: Author::Person, writes }).await;
    }
    println!("\n{}", kill::UNDER_WAY);
    loop {
        let (snapshot, mut watcher) = swarms.watch(&id).await.unwrap();
        let mut context = snapshot.context;
        loop {
            if context.status == SwarmStatus::Terminated {
                return;
            }
            if context.reason == Some(StatusReason::OutOfCredits) {
                // Refused when it has got more in the meantime and has ended.
                let _ = swarms.send(&id, SwarmCommand::TopUp { by: Author::Person, amount: CREDITS }).await;
            }
            match watcher.next().await {
                Some(SwarmNotice::Update(update)) => context = update.context.clone(),
                Some(SwarmNotice::WatchAgain) | None => break,
            }
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
    let run = RunShare { first_allotment: PRICE, ..RunShare::default() };
    SwarmSettings {
        name: "Crowd".to_owned(),
        goal: "Everybody counts in the same place".to_owned(),
        credits: Some(CREDITS),
        subtasks: subtasks.collect(),
        limits: SwarmLimits { parallel_runs: RUNS, entry_bytes: 1 << 30, run, ..SwarmLimits::default() },
        policy: SwarmPolicy { when_done: swarm::policy::WhenDone::Stop, ..SwarmPolicy::default() },
        ..SwarmSettings::default()
    }
}

/// Counts until it reads that it is enough. In every turn it pays, adds to one entry, appends to another, and sets one of its
/// own.
fn counting() -> Vec<u8> {
    let stores = [
        routines::entry("Count", "one", r#"key="count" operation="increment""#),
        routines::entry("Log", "line", r#"key="log" operation="append""#),
        routines::entry("Own", "mine", r#"key="own/{{me}}""#),
        routines::entry("Stop", "stop", r#"key="enough""#),
    ];
    let nodes = [
        routines::posting("Init", "i", "0", None),
        r#"<exclusiveGateway id="Again"/>"#.to_owned(),
        routines::posting("Next", "i", "i + 1", None),
        format!(r#"<task id="Pay" name="{PAID}"/>"#),
        routines::posting("One", "one", "1", Some("Count")),
        routines::posting("Line", "line", "{ me: me, i: i }", Some("Log")),
        routines::posting("Mine", "mine", "i", Some("Own")),
        routines::reading("Look", "enough", "stop != null", "Stop"),
        r#"<exclusiveGateway id="Enough" default="more"/>"#.to_owned(),
    ];
    let back = r#"<sequenceFlow id="more" sourceRef="Enough" targetRef="Again"/>"#;
    let text = routines::in_a_row("count", &stores, &nodes, back);
    let unconditional = r#"sourceRef="Enough" targetRef="End"/>"#;
    let conditional =
        r#"sourceRef="Enough" targetRef="End"><conditionExpression>=enough</conditionExpression></sequenceFlow>"#;
    text.replace(unconditional, conditional).into_bytes()
}

/// What must be true whatever happened on the way.
fn check(folder: &Path) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let host = kill::host(folder);
        let (swarms, id) = (host.swarms(), SwarmId::from(CROWD));
        let context = swarms.read(&id, SwarmContext::clone).await.unwrap();
        assert_eq!(context.status, SwarmStatus::Terminated, "it comes to its end: {:?}", context.reason);
        assert_eq!(context.planned_runs, u64::from(RUNS), "no subtask was begun twice");
        let turns: BTreeMap<String, u64> = (0..RUNS)
            .map(|one| (one.to_string(), value(&context, &format!("own/{one}")).unwrap().as_u64().unwrap()))
            .collect();
        let writes: u64 = turns.values().sum();
        assert_eq!(value(&context, "count"), Some(json!(writes)), "no addition is lost, and none comes twice");
        let lines = value(&context, "log").unwrap();
        let mut of_each = BTreeMap::<String, Vec<u64>>::new();
        for line in lines.as_array().unwrap() {
            of_each.entry(line["me"].as_str().unwrap().to_owned()).or_default().push(line["i"].as_u64().unwrap());
        }
        let whole = |turns: &u64| (1..=*turns).collect::<Vec<_>>();
        assert!(
            turns.iter().all(|(me, turns)| of_each[me] == whole(turns)),
            "lines come once and in order: {of_each:?}"
        );
        let runs = swarm_laws::all_runs(&host).await.remove(&id).unwrap();
        swarm_laws::check(&host, &id, &runs).await;
        assert_eq!(runs.len(), RUNS as usize, "{runs:?}");
        assert!(runs.values().all(|run| run.status == RunStatus::Completed), "{runs:?}");
        let asked: u64 = runs.values().map(|run| run.asked).sum();
        assert!(asked >= writes, "every turn was paid for");
        let journal = swarms.journal(&id, 1, None).await.unwrap();
        let mut asks = BTreeSet::new();
        for entry in &journal {
            if let SwarmEvent::EntryWritten(written) = &entry.event
                && written.origin.run.is_some()
            {
                let ask = (written.origin.run.clone(), written.origin.ask.clone());
                assert!(asks.insert(ask.clone()), "{ask:?} was done once");
            }
        }
        assert_eq!(asks.len() as u64, 3 * writes);
        println!(
            "{writes} turns, {} writes, {} credits spent in {} requests, {} entries of the swarm's journal",
            asks.len(),
            context.ledger.spent,
            asked,
            journal.len()
        );
    });
}
