//! What a run says to its swarm is not lost when it does not get there: it is tried again, and watchers see why.

use run_host::RunNotice;
use serde_json::json;
use swarm::{Author, EntryWrite, SwarmCommand};

use super::{on_disk, posting, settings, started, store, subtask, until, value, with_stores};
use crate::support::{finish_with, waiting_step};

#[tokio::test]
async fn a_swarm_that_another_program_has_hears_its_run_later() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let stores = [store("S", "text", r#"key="text""#)];
    let nodes = [r#"<userTask id="A"/>"#.to_owned(), posting("Post", "text", "&quot;late&quot;", "S")];
    let routines = [("post", with_stores(&stores, &nodes))];
    let host = on_disk(&path, &routines);
    let swarms = host.swarms();
    let id = started(&swarms, settings(vec![subtask("one", "post", &[])])).await;
    let context = until(&swarms, &id, |context| context.statistics.runs == 1).await;
    let run = context.runs.keys().next().unwrap().clone();
    host.rest(&run).await;
    let step = waiting_step(&host, &run, "A").await;
    // The run is here, and its swarm in use elsewhere.
    host.close().await.unwrap();
    drop((swarms, host));
    let host = on_disk(&path, &routines);
    let swarms = host.swarms();
    host.resume(&run).await.unwrap();
    let other = on_disk(&path, &[]);
    let writes = vec![EntryWrite::set("other", json!(1))];
    other.swarms().send(&id, SwarmCommand::Post { by: Author::Person, writes }).await.unwrap();
    let (_, mut watcher) = host.watch(&run).await.unwrap();
    finish_with(&host, &run, step, "{}").await;
    let delay = loop {
        match watcher.next().await.unwrap() {
            RunNotice::Delayed(Some(delay)) => break delay,
            RunNotice::WatchAgain => watcher = host.watch(&run).await.unwrap().1,
            RunNotice::Delayed(None) | RunNotice::Update(_) | RunNotice::Heard(_) => {}
        }
    };
    assert_eq!(delay.request, "write");
    assert!(delay.reason.contains("another window or terminal"), "{}", delay.reason);
    other.close().await.unwrap();
    let context = until(&swarms, &id, |context| context.statistics.writes == 2).await;
    assert_eq!(context.board.get("text").map(|entry| entry.version), Some(1), "once");
    assert_eq!(value(&context, "text"), Some(json!("late")));
}
