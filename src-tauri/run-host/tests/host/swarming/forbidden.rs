//! A model on the loopback tries what it may not do: each is refused and on record, and the run goes on by its policy.

use run_engine::command::Resolution;
use run_engine::{RunCommand, RunEvent, RunStatus};
use serde_json::{Value, json};
use swarm::{StatusReason, SubtaskStatus, SwarmEvent};

use super::members::{OWN, done, guarded, host, in_lane, results};
use super::{started, subtask, until, value};
use crate::model_server::{Answer, ModelServer};
use crate::thinking::records;
use crate::with_tools::ANSWER;

fn shared_state(arguments: Value) -> Answer {
    Answer::Call("routine__update_swarm_shared_state".to_owned(), arguments)
}

fn by_model() -> String {
    format!(r#"{OWN}<routine:model phases="one"/>"#)
}

#[tokio::test]
async fn a_real_model_that_writes_names_and_reads_what_it_may_not_is_refused_and_its_run_goes_on() {
    let server = ModelServer::start(vec![
        shared_state(json!({ "write": [{ "key": "locked", "value": "mine" }] })),
        Answer::Call("format_the_disk".to_owned(), json!({})),
        Answer::Call("routine__end_swarm".to_owned(), json!({ "message": "I do not like it" })),
        shared_state(json!({ "read": ["salary"] })),
        shared_state(json!({ "write": [{ "key": "draft", "value": "words" }] })),
        Answer::Text(ANSWER.to_owned()),
    ])
    .await;
    let host = host(Some(&server.url), &[("work", in_lane("bo", &by_model(), &[]))]);
    let (id, context) = done(&host, guarded(vec![subtask("one", "work", &[])])).await;
    assert_eq!(context.subtasks[&"one".into()].status, SubtaskStatus::Done, "the run went on to its end");
    assert_eq!(value(&context, "locked"), Some(json!("as it was")));
    assert_eq!(value(&context, "draft"), Some(json!("words")), "what it may do is done");

    let run = context.records[0].run.clone();
    let results = results(&host, &run).await;
    assert!(results[0].1 && results[0].0.to_string().contains("swarm-forbidden"), "{results:?}");
    for at in [1, 2] {
        assert!(results[at].1 && results[at].0.to_string().contains("tool-not-allowed"), "{:?}", results[at]);
    }
    assert_eq!(results[3].0["entries"], json!({}), "it looks as if it were not there");
    // The next request tells the model why.
    let seen = server.seen.lock().unwrap().clone();
    assert_eq!(seen.len(), 6, "asked again after each refusal");
    assert!(seen[1]["messages"].to_string().contains("swarm-forbidden"), "{}", seen[1]);
    let offered = seen[0]["tools"].to_string();
    assert!(offered.contains("routine__update_swarm_shared_state") && !offered.contains("end_swarm"), "{offered}");
    let said = serde_json::to_string(&(seen, records(&host, &run).await)).unwrap();
    assert!(!said.contains("123456") && !said.contains("4711"), "nothing of it has left the swarm");

    let journal = host.swarms().journal(&id, 1, None).await.unwrap();
    let is_there = |wanted: fn(&SwarmEvent) -> bool| journal.iter().any(|entry| wanted(&entry.event));
    assert!(is_there(|event| matches!(event, SwarmEvent::WriteRefused(it) if it.key == "locked")));
    assert!(is_there(|event| matches!(event, SwarmEvent::EntriesRead(it) if it.denied == ["salary"])));
}

#[tokio::test]
async fn a_model_that_gives_up_when_it_is_refused_fails_its_step_and_a_person_decides() {
    let write = shared_state(json!({ "write": [{ "key": "locked", "value": 1 }] }));
    let server = ModelServer::start(vec![write, Answer::Text("I may not.".to_owned())]).await;
    let host = host(Some(&server.url), &[("work", in_lane("bo", &by_model(), &[]))]);
    let swarms = host.swarms();
    let id = started(&swarms, guarded(vec![subtask("one", "work", &[])])).await;
    let context = until(&swarms, &id, |context| context.statistics.writes_refused == 1).await;
    let run = context.runs.keys().next().unwrap().clone();
    host.rest(&run).await;
    let progress = host.progress(&run).await.unwrap().progress;
    assert_eq!(progress.status, RunStatus::InProgress, "the run is not over");
    let journal = host.journal(&run, 1, None).await.unwrap();
    let incident = journal.iter().any(|entry| matches!(entry.event, RunEvent::IncidentRaised(_)));
    assert!(incident, "it waits for a person: {:?}", journal.last());
    let incident = *progress.incidents.keys().next().unwrap();
    let skip = RunCommand::ResolveIncident { incident, resolution: Resolution::Skip };
    host.send(&run, skip).await.unwrap();
    let context = until(&swarms, &id, |context| context.reason == Some(StatusReason::Done)).await;
    assert_eq!(value(&context, "locked"), Some(json!("as it was")));
    assert_eq!(context.statistics.runs_completed, 1, "as the person decided");
}
