//! What goes from runs to their swarm and back.

use run_engine::RunStatus;
use serde_json::json;
use swarm::{Author, EntryWrite, StatusReason, SwarmCommand, SwarmStatus};

use super::{in_memory, on_disk, posting, reading, settings, started, store, subtask, until, value, with_stores};
use crate::support::{names, sequence};

#[tokio::test]
async fn what_one_run_posts_another_one_reads() {
    let text = || store("S", "text", r#"key="draft""#);
    let writer = with_stores(&[text()], &[posting("Write", "text", "&quot;Once upon a time&quot;", "S")]);
    let lengths = store("L", "length", r#"key="length""#);
    let read = reading("Measure", "length", "string length(text)", "S").replace(
        "</scriptTask>",
        r#"<dataOutputAssociation id="out"><targetRef>L</targetRef></dataOutputAssociation></scriptTask>"#,
    );
    let measurer = with_stores(&[text(), lengths], &[read]);
    let host = in_memory(&[("write", writer), ("measure", measurer)]);
    let swarms = host.swarms();
    let tasks = vec![subtask("write", "write", &[]), subtask("measure", "measure", &["write"])];
    let id = started(&swarms, settings(tasks)).await;
    let context = until(&swarms, &id, |context| context.reason == Some(StatusReason::Done)).await;
    assert_eq!(value(&context, "length"), Some(json!(16)));
    let entry = context.board.get("draft").unwrap();
    let origin = &entry.origin;
    assert!(origin.run.is_some() && origin.step.is_some() && origin.ask.is_some(), "who wrote it is known: {origin:?}");
    for (run, of) in &context.runs {
        let progress = host.progress(run).await.unwrap().progress;
        assert_eq!(progress.status, RunStatus::Completed, "{}", of.routine);
        assert_eq!(progress.open_asks().count(), 0, "it has heard that it has left");
    }
}

#[tokio::test]
async fn a_run_that_waits_for_an_entry_wakes_when_somebody_posts_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let waits = r#"<intermediateCatchEvent id="Wait"><conditionalEventDefinition id="cd"><extensionElements>
        <routine:entry key="go" variable="go"/></extensionElements><condition>=go != null</condition></conditionalEventDefinition></intermediateCatchEvent>"#;
    let reads = [store("S", "go", r#"key="go""#)];
    let routines = [("wait", with_stores(&reads, &[waits.to_owned(), reading("Use", "used", "go", "S")]))];
    let host = on_disk(&path, &routines);
    let swarms = host.swarms();
    let id = started(&swarms, settings(vec![subtask("one", "wait", &[])])).await;
    let context = until(&swarms, &id, |context| !context.board.watches.is_empty()).await;
    let run = context.runs.keys().next().unwrap().clone();
    host.rest(&run).await;
    assert!(host.progress(&run).await.unwrap().rests(), "nothing of it is under way meanwhile");
    host.close().await.unwrap();
    drop((swarms, host));

    let host = on_disk(&path, &routines);
    let swarms = host.swarms();
    swarms.resume_interrupted().await.unwrap();
    let writes = vec![EntryWrite::set("go", json!("now"))];
    swarms.send(&id, SwarmCommand::Post { by: Author::Person, writes }).await.unwrap();
    until(&swarms, &id, |context| context.reason == Some(StatusReason::Done)).await;
    let result = host.result(&run).await.unwrap();
    assert_eq!(result.variables["used"], json!("now"));
    assert!(names(&result.completed).contains(&"Use"));
}

#[tokio::test]
async fn watchers_see_every_change_in_order_and_none_twice() {
    let host = in_memory(&[]);
    let swarms = host.swarms();
    let id = started(&swarms, settings(Vec::new())).await;
    let (snapshot, mut watcher) = swarms.watch(&id).await.unwrap();
    let writer = {
        let (swarms, id) = (swarms.clone(), id.clone());
        tokio::spawn(async move {
            for number in 0..500 {
                let writes = vec![EntryWrite::set("n", json!(number))];
                swarms.send(&id, SwarmCommand::Post { by: Author::Person, writes }).await.unwrap();
            }
        })
    };
    let (mut seq, mut last) = (snapshot.seq, None);
    while last != Some(json!(499)) {
        match watcher.next().await.unwrap() {
            run_host::SwarmNotice::Update(update) => {
                assert_eq!(update.from_seq, seq + 1, "nothing is left out");
                seq = update.seq;
                last = update.changed.get("n").and_then(|entry| entry.value.as_deref().cloned()).or(last);
            }
            run_host::SwarmNotice::WatchAgain => {
                let again = swarms.watch(&id).await.unwrap();
                seq = again.0.seq;
                watcher = again.1;
                last = swarms.read(&id, |context| value(context, "n")).await.unwrap();
            }
        }
    }
    writer.await.unwrap();
}

#[tokio::test]
async fn a_swarm_opens_from_a_kept_state_and_looks_back_into_the_past() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let host = on_disk(&path, &[]);
    let swarms = host.swarms();
    let id = started(&swarms, settings(Vec::new())).await;
    for number in 0..20 {
        let writes = vec![EntryWrite::set("n", json!(number))];
        swarms.send(&id, SwarmCommand::Post { by: Author::Person, writes }).await.unwrap();
    }
    let whole = swarms.read(&id, swarm::SwarmContext::clone).await.unwrap();
    host.close().await.unwrap();
    assert!(host.store().swarm_checkpoint(&id, u64::MAX).unwrap().is_some(), "closing keeps the state");
    drop((swarms, host));

    let host = on_disk(&path, &[]);
    let swarms = host.swarms();
    let seen = swarms.read(&id, swarm::SwarmContext::clone).await.unwrap();
    assert_eq!((seen.seq, seen.status, &seen.board), (whole.seq, SwarmStatus::Idle, &whole.board));
    let then = swarms.snapshot_at(&id, whole.seq - 5).await.unwrap();
    assert_eq!(value(&then.context, "n"), Some(json!(14)), "five versions ago");
    let history = host.store().entry_history(&id, "n", Some(3), 2).unwrap();
    let values: Vec<_> = history.into_iter().map(|version| version.value.unwrap()).collect();
    assert_eq!(values, [json!(2), json!(1)]);
}

#[tokio::test]
async fn the_window_and_the_terminal_do_not_move_the_same_swarm() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("runs.db");
    let (window, terminal) = (on_disk(&path, &[]), on_disk(&path, &[]));
    let id = started(&window.swarms(), settings(Vec::new())).await;
    let post = || SwarmCommand::Post { by: Author::Person, writes: vec![EntryWrite::set("n", json!(1))] };
    let refused = terminal.swarms().send(&id, post()).await.unwrap_err();
    assert_eq!(refused, run_host::SwarmError::InUse(id.clone()));
    assert_eq!(terminal.swarms().snapshot(&id).await.unwrap().context.name, "Test", "the terminal may look");
    window.close().await.unwrap();
    terminal.swarms().send(&id, post()).await.unwrap();
}

#[tokio::test]
async fn a_run_of_a_swarm_that_is_not_there_is_told_so() {
    let host = in_memory(&[]);
    let mut request = crate::support::request(sequence(&[r#"<userTask id="A"/>"#]));
    request.config.swarm = Some(run_engine::swarm_asks::SwarmLink {
        swarm: "nowhere".into(),
        subtask: None,
        member: None,
        strategy: None,
    });
    let (run, result) = crate::support::run(&host, request).await;
    let journal = host.journal(&run, 1, None).await.unwrap();
    assert_eq!(result.status, run_host::ResultStatus::Failed);
    assert!(format!("{journal:?}").contains("no swarm nowhere"), "{result:?}");
}
