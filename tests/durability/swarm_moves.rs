//! A swarm whose short runs join and leave all the time, that is paused and resumed, has swarms below it, and whose runs are
//! refused something each, while the program is killed again and again.

use std::collections::BTreeMap;
use std::path::Path;

use routine_model::{Credits, RunId};
use run_engine::RunStatus;
use run_host::{CreateSwarm, RunHost, SwarmHost, SwarmNotice};
use serde_json::json;
use swarm::policy::{AccessRule, WhenDone};
use swarm::state::SwarmContext;
use swarm::{
    Access, Author, NewSubtask, Origin, StatusReason, SubtaskStatus, SwarmCommand, SwarmId, SwarmLimits, SwarmPolicy,
    SwarmSettings, SwarmStatus,
};

use crate::outside::{PAID, PRICE};
use crate::swarm_laws::{self, Ended, value};
use crate::{kill, routines};

/// Whoever finds it works for the swarm.
const CREW: &str = "crew";
/// Whoever finds it waits until everything is done, and stops the swarm then.
const FINISH: &str = "finish";
/// Whoever finds it stops the swarm at once.
const STOP: &str = "stop";

/// A swarm below is given so much.
const SHARE: Credits = Credits::from_micros(PRICE.micros() * 1_000);
const CREDITS: Credits = Credits::from_micros(PRICE.micros() * 1_000_000);

#[test]
fn runs_that_join_and_leave_a_swarm_that_is_paused_and_killed_do_everything_once() {
    let folder = prepared();
    kill::again_and_again(folder.path(), kill::wanted(40) / 2, 150_000);
    std::fs::write(folder.path().join(FINISH), "").unwrap();
    kill::let_it_end(folder.path());
    check(folder.path(), true);
}

#[test]
fn a_swarm_that_is_stopped_and_killed_meanwhile_ends_with_all_its_runs_and_an_exact_account() {
    let folder = prepared();
    kill::again_and_again(folder.path(), kill::wanted(40) / 4, 150_000);
    std::fs::write(folder.path().join(STOP), "").unwrap();
    kill::up_to(folder.path(), 6, 20_000);
    kill::let_it_end(folder.path());
    check(folder.path(), false);
}

fn prepared() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(CREW), "").unwrap();
    std::fs::write(folder.path().join("short.bpmn"), short()).unwrap();
    folder
}

/// Whether the program works for the swarm.
pub fn child(folder: &Path) -> bool {
    folder.join(CREW).exists()
}

/// Moves the swarm about, then lets it work.
pub async fn work(folder: &Path, host: &RunHost) {
    let (swarms, id) = (host.swarms(), SwarmId::from(CREW));
    for (swarm, taken_up) in swarms.resume_interrupted().await.unwrap() {
        assert_eq!(taken_up, Ok(()), "{swarm}");
    }
    if swarms.snapshot(&id).await.is_err() {
        swarms.create(CreateSwarm { swarm: Some(id.clone()), settings: settings(Some(CREDITS), 3) }).await.unwrap();
    }
    let send = async |command: SwarmCommand| {
        // Whether the swarm takes it depends on where it was when the program was killed.
        let _ = swarms.send(&id, command).await;
    };
    let by = Author::Person;
    send(SwarmCommand::StartSwarm { by: by.clone() }).await;
    if folder.join(STOP).exists() {
        send(SwarmCommand::StopSwarm { by, message: None }).await;
        println!("\n{}", kill::UNDER_WAY);
        return until(&swarms, &id, |context| context.status == SwarmStatus::Terminated).await;
    }
    println!("\n{}", kill::UNDER_WAY);
    if folder.join(FINISH).exists() {
        send(SwarmCommand::ResumeSwarm { by: by.clone() }).await;
        let is_done = |context: &SwarmContext| {
            let has_ended = context.status.has_ended();
            let children = context.children.values().all(|child| child.has_ended);
            has_ended || (context.reason == Some(StatusReason::Done) && children)
        };
        until(&swarms, &id, is_done).await;
        send(SwarmCommand::StopSwarm { by, message: None }).await;
        return until(&swarms, &id, |context| context.status == SwarmStatus::Terminated).await;
    }
    let chosen = kill::chosen_move(folder);
    let is = |bit: u32| chosen & (1 << bit) != 0;
    let (subtasks, children) =
        swarms.read(&id, |context| (context.subtasks.len(), context.children.len())).await.unwrap();
    for more in 0..2 {
        let subtask = part(subtasks + more);
        send(SwarmCommand::AddSubtask { by: Origin::from(by.clone()), subtask }).await;
    }
    if is(0) {
        let child = SwarmId::from(&*format!("{CREW}-{children}"));
        let settings = Box::new(settings(Some(SHARE), 2));
        send(SwarmCommand::SpawnChild { by: Origin::from(by.clone()), child, settings }).await;
    }
    if is(1) {
        send(SwarmCommand::PauseSwarm { by: by.clone() }).await;
    }
    if is(2) {
        send(SwarmCommand::ResumeSwarm { by: by.clone() }).await;
    }
    if is(3) {
        swarms.rest(&id).await;
        send(SwarmCommand::PauseSwarm { by: by.clone() }).await;
        send(SwarmCommand::ResumeSwarm { by }).await;
    }
    // Nobody ends it but who kills it.
    until(&swarms, &id, |_| false).await;
}

async fn until(swarms: &SwarmHost, id: &SwarmId, is_so: impl Fn(&SwarmContext) -> bool) {
    loop {
        let (snapshot, mut watcher) = swarms.watch(id).await.unwrap();
        let mut context = snapshot.context;
        loop {
            if is_so(&context) {
                return;
            }
            match watcher.next().await {
                Some(SwarmNotice::Update(update)) => context = update.context.clone(),
                Some(SwarmNotice::WatchAgain) | None => break,
            }
        }
    }
}

fn part(number: usize) -> NewSubtask {
    let mut subtask = NewSubtask::new(&format!("part-{number}"), "Be short");
    subtask.routine = Some("short".to_owned());
    subtask.inputs = json!({ "me": number });
    subtask
}

/// One below another stops when it is done; the one above goes on.
fn settings(credits: Option<Credits>, subtasks: usize) -> SwarmSettings {
    let is_below = credits == Some(SHARE);
    let rule = AccessRule { keys: "locked".into(), members: Vec::new(), roles: Vec::new(), access: Access::Read };
    let when_done = if is_below { WhenDone::Stop } else { WhenDone::default() };
    SwarmSettings {
        name: "Crew".to_owned(),
        goal: "Everybody comes and goes".to_owned(),
        credits,
        subtasks: (0..subtasks).map(part).collect(),
        limits: SwarmLimits { children: 10_000, subtasks: 10_000, ..SwarmLimits::default() },
        policy: SwarmPolicy { access: vec![rule], when_done, ..SwarmPolicy::default() },
        ..SwarmSettings::default()
    }
}

/// Pays, is refused a write, and writes down that it was; then writes down itself.
fn short() -> String {
    let stores = [
        routines::entry("Locked", "key", r#"key="locked""#),
        routines::entry("Refused", "refused", r#"key="refused" operation="increment""#),
        routines::entry("Done", "done", r#"key="done" operation="append""#),
    ];
    let nodes = [
        format!(r#"<task id="Pay" name="{PAID}"/>"#),
        routines::posting("Try", "key", "1", Some("Locked")),
        r#"<exclusiveGateway id="On"/>"#.to_owned(),
        routines::posting("Say", "done", "me", Some("Done")),
    ];
    let caught = r#"<boundaryEvent id="Caught" attachedToRef="Try"><errorEventDefinition id="d" errorRef="Forbidden"/></boundaryEvent>
<sequenceFlow id="no" sourceRef="Caught" targetRef="Tell"/><sequenceFlow id="on" sourceRef="Tell" targetRef="On"/>"#;
    let tell = routines::posting("Tell", "refused", "1", Some("Refused"));
    routines::in_a_row("short", &stores, &nodes, &(tell + caught))
}

/// What must be true whatever happened on the way. One that was stopped may have work left.
fn check(folder: &Path, is_done: bool) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let host = kill::host(folder);
        let id = SwarmId::from(CREW);
        let all_runs = swarm_laws::all_runs(&host).await;
        let context = check_one(&host, &id, is_done, &all_runs).await;
        assert!(!context.ledger.spent.is_zero(), "something was paid");
        for (child, state) in &context.children {
            assert!(state.has_ended, "{child} has ended");
            let below = check_one(&host, child, is_done, &all_runs).await;
            let known = context.ledger.children[child].spent;
            assert_eq!(known, below.ledger.spent, "above and below {child} agree on what was spent");
        }
        println!(
            "{} runs in {} subtasks, {} swarms below, {} credits spent",
            context.statistics.runs,
            context.subtasks.len(),
            context.children.len(),
            context.ledger.spent
        );
    });
}

async fn check_one(
    host: &RunHost,
    id: &SwarmId,
    is_done: bool,
    all_runs: &BTreeMap<SwarmId, BTreeMap<RunId, Ended>>,
) -> SwarmContext {
    let context = host.swarms().read(id, SwarmContext::clone).await.unwrap();
    assert_eq!(context.status, SwarmStatus::Terminated, "{id} comes to its end: {:?}", context.reason);
    let none = BTreeMap::new();
    let runs = all_runs.get(id).unwrap_or(&none);
    swarm_laws::check(host, id, runs).await;
    let mut lines = BTreeMap::<u64, u32>::new();
    let done = value(&context, "done").unwrap_or(json!([]));
    done.as_array().unwrap().iter().for_each(|line| *lines.entry(line.as_u64().unwrap()).or_default() += 1);
    assert!(lines.values().all(|times| *times == 1), "each part is written down once: {lines:?}");
    for subtask in context.subtasks.values() {
        let number = subtask.wanted.inputs["me"].as_u64().unwrap();
        let is_written = lines.contains_key(&number);
        assert!(is_written || subtask.status != SubtaskStatus::Done, "what is done is written down: {subtask:?}");
        assert!(!is_done || subtask.status == SubtaskStatus::Done, "everything is done: {subtask:?}");
    }
    let completed = runs.values().filter(|run| run.status == RunStatus::Completed).count();
    assert!(lines.len() >= completed, "who has completed has written down that it has");
    // Whoever comes to a swarm that has been stopped is refused, and has done nothing.
    let has_failed = |run: &Ended| run.status == RunStatus::Failed && (is_done || run.asked > 0);
    assert!(!runs.values().any(has_failed), "nobody has failed: {runs:?}");
    let refused = value(&context, "refused").map_or(0, |times| times.as_u64().unwrap());
    assert_eq!(value(&context, "locked"), None, "what may not be written is not");
    assert!(refused >= lines.len() as u64 && context.statistics.writes_refused >= refused, "each was refused once");
    if is_done {
        assert_eq!(runs.len(), context.subtasks.len(), "one run each");
        assert_eq!(refused, lines.len() as u64);
        assert_eq!(context.statistics.writes_refused, refused);
    }
    context
}
