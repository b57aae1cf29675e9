//! A swarm's life from its goal to its end: several subtasks, idle at rest, short of credits, and one thing after the other.

use std::time::Duration;

use routine_model::Credits;
use run_store::RunPersistence;
use serde_json::json;
use swarm::{
    Author, EntryWrite, Origin, StatusReason, SubtaskStatus, SwarmCommand, SwarmContext, SwarmSettings, SwarmStatus,
};

use super::members::{host, host_over};
use super::{in_memory, posting, reading, settings, started, store, subtask, until, value, with_stores};
use crate::model_server::{Answer, ModelServer};
use crate::support::sequence;
use crate::with_tools::{ANSWER, work};

/// Appends a word to the list at `lines`.
fn line(word: &str) -> Vec<u8> {
    let stores = [store("S", "line", r#"key="lines" operation="append""#)];
    with_stores(&stores, &[posting("Write", "line", &format!("&quot;{word}&quot;"), "S")])
}

fn is_done(context: &SwarmContext) -> bool {
    context.reason == Some(StatusReason::Done)
}

#[tokio::test]
async fn a_goal_with_five_subtasks_is_reached_without_anybodys_help() {
    let stores = [store("In", "lines", r#"key="lines""#), store("Out", "text", r#"key="text""#)];
    let join = reading("Join", "text", "string join(lines, &quot; &quot;)", "In").replace(
        "</scriptTask>",
        r#"<dataOutputAssociation id="o"><targetRef>Out</targetRef></dataOutputAssociation></scriptTask>"#,
    );
    let routines = [
        ("plan", line("plan")),
        ("find", line("find")),
        ("draw", line("draw")),
        ("check", line("check")),
        ("join", with_stores(&stores, &[join])),
    ];
    let host = in_memory(&routines);
    let swarms = host.swarms();
    let tasks = vec![
        subtask("join", "join", &["check"]),
        subtask("check", "check", &["find", "draw"]),
        subtask("draw", "draw", &["plan"]),
        subtask("find", "find", &["plan"]),
        subtask("plan", "plan", &[]),
    ];
    let mut settings = settings(tasks);
    settings.policy.when_done = swarm::policy::WhenDone::Stop;
    let id = started(&swarms, settings).await;
    let context = until(&swarms, &id, |context| context.status == SwarmStatus::Terminated).await;
    let text = value(&context, "text").unwrap();
    assert!(text == json!("plan find draw check") || text == json!("plan draw find check"), "{text}");
    assert!(context.subtasks.values().all(|one| one.status == SubtaskStatus::Done));
    let statistics = &context.statistics;
    assert_eq!((statistics.runs, statistics.runs_completed, context.planned_runs), (5, 5, 5), "closing statistics");
    let journal = swarms.journal(&id, 1, None).await.unwrap();
    assert_eq!(swarm::SwarmStateMachine::replay(journal).unwrap().context(), Some(&context), "replay equals live");
}

#[tokio::test]
async fn an_idle_swarm_does_nothing_and_leaves_memory_until_there_is_more_to_do() {
    let host = in_memory(&[("a", line("first")), ("b", line("second"))]);
    let swarms = host.swarms();
    let id = started(&swarms, settings(vec![subtask("first", "a", &[])])).await;
    let idle = until(&swarms, &id, is_done).await;
    swarms.rest(&id).await;
    tokio::time::pause();
    let mut has_left = false;
    for _ in 0..100 {
        tokio::time::advance(Duration::from_secs(60)).await;
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
        swarms.rest(&id).await;
        // Refused while it is leaving.
        has_left = swarms.snapshot(&id).await.is_ok_and(|snapshot| !snapshot.live);
        if has_left {
            break;
        }
    }
    assert!(has_left, "nothing keeps it in memory");
    tokio::time::advance(Duration::from_secs(7 * 24 * 3_600)).await;
    tokio::time::resume();
    let stored = swarms.journal(&id, 1, None).await.unwrap();
    assert_eq!(stored.last().unwrap().seq, idle.seq, "a week later nothing has happened");

    let by = Origin::from(Author::Person);
    swarms.send(&id, SwarmCommand::AddSubtask { by, subtask: subtask("second", "b", &[]) }).await.unwrap();
    let context = until(&swarms, &id, |context| is_done(context) && context.subtasks.len() == 2).await;
    assert_eq!(value(&context, "lines"), Some(json!(["first", "second"])));
}

#[tokio::test]
async fn a_swarm_that_its_cap_has_paused_goes_on_after_a_top_up_and_pays_exactly() {
    let server = ModelServer::start(vec![Answer::Text(ANSWER.to_owned())]).await;
    let think = work("reasoning", r#"<routine:model phases="one"/>"#, &[]);
    let host = host(Some(&server.url), &[("think", sequence(&[&think])), ("b", line("after"))]);
    let swarms = host.swarms();
    let tasks = vec![subtask("first", "think", &[]), subtask("second", "b", &["first"])];
    let credits = Some(Credits::from_micros(500_000));
    let id = started(&swarms, SwarmSettings { credits, ..settings(tasks) }).await;
    let context = until(&swarms, &id, |context| context.status == SwarmStatus::Paused).await;
    assert_eq!(context.reason, Some(StatusReason::OutOfCredits));
    assert_eq!((server.asked(), context.ledger.spent), (0, Credits::ZERO), "what cannot be paid is not asked");
    assert_eq!(context.subtasks[&"second".into()].status, SubtaskStatus::Todo);

    let amount = Credits::from_micros(1_000_000_000);
    swarms.send(&id, SwarmCommand::TopUp { by: Author::Person, amount }).await.unwrap();
    let context = until(&swarms, &id, is_done).await;
    assert_eq!(server.asked(), 1, "asked once");
    // 110 LLM tokens at 0.01 credits.
    assert_eq!(context.ledger.spent, Credits::from_micros(1_100_000));
    assert!(context.ledger.reserved.is_zero(), "the rest is free again");
    context.ledger.check().unwrap();
    assert_eq!(value(&context, "lines"), Some(json!(["after"])));
}

/// Goes round until it reads that it may stop.
fn going_round() -> Vec<u8> {
    let look = reading("Look", "enough", "stop != null", "S");
    let gateways = [r#"<exclusiveGateway id="Again"/>"#, r#"<exclusiveGateway id="Enough" default="more"/>"#];
    let nodes = [gateways[0].to_owned(), look, gateways[1].to_owned()];
    let text = String::from_utf8(with_stores(&[store("S", "stop", r#"key="stop""#)], &nodes)).unwrap();
    let onward = r#"sourceRef="Enough" targetRef="End""#;
    let round = r#"<sequenceFlow id="more" sourceRef="Enough" targetRef="Again"/></process>"#;
    let when = format!("{onward}><conditionExpression>=enough</conditionExpression></sequenceFlow>");
    text.replace(&format!("{onward}/>"), &when).replace("</process>", round).into_bytes()
}

#[tokio::test]
async fn a_run_at_work_when_the_program_ended_with_its_swarm_out_of_credits_goes_on_after_a_top_up() {
    let server = ModelServer::start(vec![Answer::Text(ANSWER.to_owned())]).await;
    let think = work("reasoning", r#"<routine:model phases="one"/>"#, &[]);
    let routines = [("think", sequence(&[&think])), ("round", going_round())];
    let folder = tempfile::tempdir().unwrap();
    let opened = || {
        let store = RunPersistence::open(&folder.path().join("runs.db")).unwrap();
        host_over(store, Some(&server.url), &routines)
    };
    let (before, credits) = (opened(), Some(Credits::from_micros(500_000)));
    let tasks = vec![subtask("first", "round", &[]), subtask("second", "think", &[])];
    let id = started(&before.swarms(), SwarmSettings { credits, ..settings(tasks) }).await;
    until(&before.swarms(), &id, |context| context.reason == Some(StatusReason::OutOfCredits)).await;
    before.close().await.unwrap();

    let after = opened();
    let swarms = after.swarms();
    swarms.take_up(&id).await.unwrap();
    swarms.rest(&id).await;
    let writes = vec![EntryWrite::set("stop", json!(true))];
    swarms.send(&id, SwarmCommand::Post { by: Author::Person, writes }).await.unwrap();
    let amount = Credits::from_micros(1_000_000_000);
    swarms.send(&id, SwarmCommand::TopUp { by: Author::Person, amount }).await.unwrap();
    let context = until(&swarms, &id, is_done).await;
    assert!(context.subtasks.values().all(|one| one.status == SubtaskStatus::Done));
}
