//! A model chooses the routine of a subtask: it is paid by the swarm, and its reason is on record.

use routine_model::Credits;
use serde_json::json;
use swarm::ledger::Holder;
use swarm::{BlockedOn, NewSubtask, StatusReason, SubtaskStatus, SwarmEvent, SwarmSettings};

use super::members::host;
use super::{settings, started, until, with_stores};
use crate::model_server::{Answer, ModelServer};
use crate::support::script;

fn by_model(credits: Option<u64>) -> SwarmSettings {
    SwarmSettings {
        policy: serde_json::from_value(json!({ "chooseRoutine": "model" })).unwrap(),
        credits: credits.map(|credits| Credits::from_micros(credits * 1_000_000)),
        ..settings(vec![NewSubtask::new("one", "Bring the cat home")])
    }
}

fn answers(routine: &str) -> Vec<Answer> {
    vec![Answer::Text(json!({ "routine": routine, "because": "It knows cats." }).to_string())]
}

fn routines() -> [(&'static str, Vec<u8>); 2] {
    ["feed", "carry"].map(|name| (name, with_stores(&[], &[script("A", "done", "1")])))
}

#[tokio::test]
async fn a_model_chooses_a_routine_with_a_reason_and_the_swarm_pays_for_it() {
    let server = ModelServer::start(answers("carry.bpmn")).await;
    let host = host(Some(&server.url), &routines());
    let swarms = host.swarms();
    let id = started(&swarms, by_model(Some(1_000))).await;
    let context = until(&swarms, &id, |context| context.reason == Some(StatusReason::Done)).await;
    assert_eq!(context.records[0].routine, "carry");
    assert_eq!(server.asked(), 1);
    let asked = server.seen.lock().unwrap()[0].to_string();
    assert!(asked.contains("Bring the cat home") && asked.contains("feed.bpmn"), "{asked}");
    let journal = swarms.journal(&id, 1, None).await.unwrap();
    let because = journal.iter().find_map(|entry| match &entry.event {
        SwarmEvent::RoutineChosen(it) => it.because.clone(),
        _ => None,
    });
    assert_eq!(because.as_deref(), Some("It knows cats."));
    let choice = context.ledger.allotment(&Holder::Choice("one".into()));
    // 110 LLM tokens at 0.01 credits.
    assert_eq!((choice.spent, choice.left()), (Credits::from_micros(1_100_000), Credits::ZERO));
    assert_eq!(context.ledger.spent, choice.spent, "nothing else has cost anything");
    context.ledger.check().unwrap();
}

#[tokio::test]
async fn what_the_swarm_cannot_pay_for_is_not_asked_and_what_is_not_offered_is_not_run() {
    let server = ModelServer::start(answers("carry.bpmn")).await;
    let poor = host(Some(&server.url), &routines());
    let swarms = poor.swarms();
    let id = started(&swarms, by_model(Some(1))).await;
    let blocked = |context: &swarm::SwarmContext| context.subtasks[&"one".into()].status == SubtaskStatus::Blocked;
    let context = until(&swarms, &id, blocked).await;
    let told = format!("{:?}", context.subtasks[&"one".into()].blocked);
    assert!(told.contains("which the swarm does not have"), "{told}");
    assert_eq!((server.asked(), context.ledger.spent), (0, Credits::ZERO));

    let server = ModelServer::start(answers("/etc/passwd")).await;
    let rich = host(Some(&server.url), &routines());
    let swarms = rich.swarms();
    let id = started(&swarms, by_model(None)).await;
    let context = until(&swarms, &id, blocked).await;
    let Some(BlockedOn::Said { message }) = &context.subtasks[&"one".into()].blocked else { panic!("{context:?}") };
    assert!(message.contains("no routine that is offered"), "{message}");
    assert!(context.records.is_empty() && !context.ledger.spent.is_zero(), "the answer was paid all the same");
}
