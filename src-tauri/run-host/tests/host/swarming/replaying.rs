//! A run that has read the blackboard is the same run when the blackboard has moved on.

use run_engine::RunStateMachine;
use serde_json::json;
use swarm::{Author, EntryWrite, StatusReason, SwarmCommand, SwarmSettings};

use super::{in_memory, posting, reading, settings, started, store, subtask, until, value, with_stores};

#[tokio::test]
async fn replay_sees_the_values_of_then_and_asks_nobody() {
    let stores = [store("In", "topic", r#"key="topic""#), store("Out", "text", r#"key="text""#)];
    let nodes = [reading("Read", "seen", "topic", "In"), posting("Post", "text", "seen", "Out")];
    let host = in_memory(&[("copy", with_stores(&stores, &nodes))]);
    let swarms = host.swarms();
    let mut settings: SwarmSettings = settings(vec![subtask("one", "copy", &[])]);
    settings.entries.insert("topic".to_owned(), json!("bees"));
    let id = started(&swarms, settings).await;
    let context = until(&swarms, &id, |context| context.reason == Some(StatusReason::Done)).await;
    assert_eq!(value(&context, "text"), Some(json!("bees")));
    for number in 0..50 {
        let writes = vec![EntryWrite::set("topic", json!(number))];
        swarms.send(&id, SwarmCommand::Post { by: Author::Person, writes }).await.unwrap();
    }
    let run = context.runs.keys().next().unwrap().clone();
    let (live, journal) = (host.progress(&run).await.unwrap(), host.journal(&run, 1, None).await.unwrap());
    for to in 1..=journal.len() {
        let machine = RunStateMachine::replay((*live.graphs).clone(), journal[..to].to_vec()).unwrap();
        if to == journal.len() {
            assert_eq!(machine.progress(), Some(&*live.progress), "replay equals live");
        }
    }
    assert_eq!(host.result(&run).await.unwrap().variables["seen"], json!("bees"));
    let now = swarms.read(&id, |context| value(context, "topic")).await.unwrap();
    assert_eq!(now, Some(json!(49)), "the blackboard has moved on");
}
